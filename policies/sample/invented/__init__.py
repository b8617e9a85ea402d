"""What the generated library is made of."""
