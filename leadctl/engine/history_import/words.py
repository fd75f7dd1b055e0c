"""The headers of exports of a CRM's past, and the words in their cells."""

from __future__ import annotations

from typing import Final

from leadctl.engine.intake import past_headers as headers

LEAD_FIELDS: Final = headers.LEAD_FIELDS
REQUIRED_LEAD: Final = headers.REQUIRED_LEAD
ACTIVITIES: Final = headers.ACTIVITIES
TOUCHES: Final = headers.TOUCHES
OPPORTUNITIES: Final = headers.OPPORTUNITIES
DISTRIBUTIONS: Final = headers.DISTRIBUTIONS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# words of a "completed" or activity "status" column
NOT_DONE: Final = _words(
    "false 0 no n open planned scheduled not_started in_progress deferred pending waiting waiting_on_someone_else"
    " not_held canceled cancelled todo to_do upcoming overdue"
)
DONE: Final = _words("true 1 yes y x done completed complete closed finished held sent received success")

# types of rows that are more than a named action
STATUS_TYPES: Final = _words(
    "status status_change status_changed lead_status lead_status_change change_status status_update stage"
    " stage_change stage_changed"
)
APPOINTMENT_TYPES: Final = _words(
    "appointment appointments appointment_set appointment_made appointment_booked booking booked_appointment"
)
MEETINGS: Final = _words("meeting meetings event demo visit")
ACTION_TYPES: Final = _words("action activity task")

ACCEPTED: Final = _words("accepted accept yes y true 1 taken confirmed approved")
REJECTED: Final = _words("rejected reject declined decline no n false 0 refused denied returned")
EXPIRED: Final = _words("expired timeout timed_out no_answer lapsed missed")
PENDING: Final = _words("pending offered open waiting unanswered")
ENDS: Final = _words("transferred released recalled lost passed_on")  # what no answer and no later passage says
AUTOMATIC: Final = _words("auto automatic auto_accepted none")
