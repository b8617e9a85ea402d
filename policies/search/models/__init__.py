from policies.search.models.search_miss import SearchMiss
from policies.search.models.search_word import SearchWord
from policies.search.models.synonym import Synonym

__all__ = ["SearchMiss", "SearchWord", "Synonym"]
