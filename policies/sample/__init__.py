"""Loading the sample library from the YAML in fixtures/, through the same actions and gates as everything else."""
