-- The third schema: saved filters of reports, costs of campaigns, alerts on their way out. Frozen once released.

create table import_new (                       -- one file (or stdin) brought in
  id          integer primary key,
  kind        text not null check (kind in ('leads', 'accounts', 'users', 'teams', 'distributions', 'activities', 'touches', 'opportunities', 'customers', 'territories', 'places', 'costs', 'feedback')),  -- what the rows are
  file        text not null,                    -- as named on the command line; '-' = stdin
  sha256      text not null,                    -- of the bytes
  options     text not null default '{}',       -- JSON: mapping and flags that change the outcome
  started_at  integer not null,                 -- of the first attempt
  finished_at integer,                          -- null = unfinished: assign ignores its leads, the same file resumes it
  next_line   integer not null default 1,       -- first record not yet stored
  counts      text not null default '{}',       -- JSON: the summary
  undone_at   integer                           -- taken back; the row is kept
) strict;
insert into import_new select * from import;
drop table import;
alter table import_new rename to import;
create index import_by_sha256 on import (sha256);

create table report_filter (                    -- a question put to a report, kept under a name
  report      text not null,                    -- performance, summary …
  name        text not null collate nocase,     -- as typed
  question    text not null,                    -- JSON: the flags as typed; relative periods stay relative
  is_default  integer not null default 0 check (is_default in (0, 1)),  -- 1 = asked when neither period nor filter is typed; one per report
  saved_at    integer not null,                 -- when
  saved_by    text not null,                    -- login of the shell user
  primary key (report, name)
) strict, without rowid;
create unique index report_filter_default on report_filter (report) where is_default = 1;

create table cost (                             -- what a source or campaign cost, per stretch of days
  id          integer primary key,
  source_id   integer references source(id),    -- null = named by its campaign alone
  campaign_id integer references campaign(id),  -- null = the whole source
  first_day   text not null,                    -- ISO date, inclusive; days of the rules' zone
  last_day    text not null,                    -- ISO date, inclusive; the amount is spread evenly over the days
  amount      integer not null,                 -- minor units of the file's currency
  import_id   integer references import(id),
  recorded_at integer not null,                 -- when leadctl learned of it
  removed_at  integer,                          -- replaced by a later file, or taken back with its import
  removed_by  integer references import(id),    -- the import that replaced it
  check (last_day >= first_day)
) strict;
create index cost_by_days on cost (first_day, last_day) where removed_at is null;
create index cost_by_import on cost (import_id);

create table outbox (                           -- alerts: written with the event, sent after it, at least once
  id          integer primary key autoincrement,  -- a number is never used again: people name alerts by it
  message     text not null unique,             -- stable id sent along, by which a receiver drops repeats
  kind        text not null,                    -- distributed, offered, rerouted, offer_ends, follow_up, feedback, duplicate …
  channel     text not null,                    -- email, or the name of a webhook or service of the rules
  lead_id     integer references lead(id),      -- null = about no single lead
  user_id     integer references user(id),      -- whom it is for; null = operations or a machine
  distribution_id integer references distribution(id),
  run_id      integer references run(id),       -- the run in which it happened, if any
  payload     text not null default '{}',       -- JSON: to, subject, text, data, and ics of an appointment
  event_at    integer not null,                 -- when what it tells of happened
  recorded_at integer not null,                 -- when it was written
  not_before  integer not null default 0,       -- quiet hours, and the wait after a failed try
  tries       integer not null default 0,       -- attempts to send it
  sent_at     integer,                          -- handed over; null = on its way
  failed_at   integer,                          -- given up; null = not
  error       text,                             -- of the last try
  retried_at  integer,                          -- when someone said to try again; giving up counts from then
  dropped_at  integer,                          -- when someone said that it is never to be sent; failed_at is set, too
  dropped_by  text                              -- who said so
) strict;
create index outbox_waiting on outbox (not_before) where sent_at is null and failed_at is null;
create index outbox_by_passage on outbox (distribution_id) where distribution_id is not null;
create index outbox_by_run on outbox (run_id) where run_id is not null;
create table outbox_passage (                   -- what an alert that tells of several leads at once is about
  distribution_id integer not null references distribution(id),
  outbox_id       integer not null references outbox(id) on delete cascade,
  primary key (distribution_id, outbox_id)
) strict, without rowid;
create index outbox_passage_by_alert on outbox_passage (outbox_id);
alter table hold add column told_at /* when operations, or the owner of the original, were told of it; null = not */ integer;
alter table user add column channels /* how he is told, such as "email, sms:+13055550100"; '' = not at all, null = as the rules say */ text;
alter table user add column quiet_hours /* 20:00-07:00 of his day; '' = none, null = as the rules say */ text;
create table exported (                         -- what `export --since-last` wrote, so that it writes only what differs
  target text not null,                         -- leads, leads:hubspot, distributions …
  row_id integer not null,                      -- lead, distribution or activity
  digest integer not null,                      -- 63 bits of the row as it was written
  primary key (target, row_id)
) strict, without rowid;
create table erasure (                          -- a lead whose person was erased: it counts, and says nothing of anybody
  lead_id     integer primary key references lead(id),
  reason      text not null,                    -- in words, as typed
  actor       text not null,                    -- login of the shell user
  erased_at   integer not null                  -- when
) strict;
create index notice_by_lead on notice (lead_id, kind);
alter table follow_up add column import_id /* the file of answers that set it */ integer references import(id);
create index activity_appointments on activity (for_user_id, starts_at) where kind = 'appointment';
create index activity_cancelled on activity (id) where kind = 'appointment' and voided_at is not null and import_id is null;
alter table distribution add column answer_recorded_at /* when leadctl learned of the answer; null = as it was given */ integer;
alter table distribution add column end_recorded_at /* when leadctl learned of the end; null = as it came */ integer;
create index lead_by_received on lead (received_at) where undone_at is null;
create index distribution_broadcast on distribution (accepted_at) where offer_round = 2;
