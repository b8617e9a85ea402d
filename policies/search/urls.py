from django.urls import path

from policies.search.views import misses, searching, synonyms, words

urlpatterns = [
    path("search/", searching.search, name="search"),
    path("manage/synonyms/", synonyms.synonym_list, name="synonym_list"),
    path("manage/synonyms/add/", synonyms.synonym_add, name="synonym_add"),
    path("manage/synonyms/<int:pk>/", synonyms.synonym_edit, name="synonym_edit"),
    path("manage/synonyms/<int:pk>/remove/", synonyms.synonym_remove, name="synonym_remove"),
    path("manage/words/<slug:kind>/<slug:key>/", words.words_edit, name="words_edit"),
    path("manage/missed-searches/", misses.miss_list, name="miss_list"),
    path("manage/missed-searches/<int:pk>/settle/", misses.miss_settle, name="miss_settle"),
]
