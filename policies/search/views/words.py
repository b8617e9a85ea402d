"""Words people use for a clause, a contact or a guide, kept beside its text."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.search import actions
from policies.search.forms import WordsForm
from policies.search.presenters import words_of
from policies.search.reading import things_with_words
from policies.search.views.common import owner, page_or_form
from portal.models import Conflict


@owner
@page_or_form
def words_edit(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    rows, field = things_with_words().get(kind, (None, ""))
    if rows is None:
        raise Http404("Nothing of this kind has words")
    thing = get_object_or_404(rows, **{field: key})
    if request.method != "POST":
        form = WordsForm(initial={"seen": actions.seal(thing), "people_say": thing.people_say})
        return _show(request, thing, form)
    form = WordsForm(request.POST)
    if form.is_valid():
        try:
            actions.set_words(
                by=request.user,
                thing=thing,
                seen=form.cleaned_data["seen"],
                words=form.cleaned_data["people_say"],
            )
        except actions.Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            mine = WordsForm({**form.data.dict(), "seen": actions.seal(conflict.current)})
            return _show(request, thing, mine, theirs=conflict.current.people_say, status=409)
        else:
            shown = words_of(thing)
            messages.success(request, f"The words for {shown.name} are saved.")
            return redirect(shown.url)
    return _show(request, thing, form, status=400)


def _show(
    request: HttpRequest,
    thing: actions.HasWords,
    form: WordsForm,
    *,
    theirs: str | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "shown": words_of(thing),
        "form": form,
        "theirs": theirs,
        "page_error": theirs is not None,
    }
    return render(request, "policies/search/words_edit.html", context, status=status)
