-- leadctl 0.1.0: the first schema. Frozen once released; later changes are new files.
-- Times are integer seconds since 1970 UTC. Money is integer minor units of the one currency of the file.

-- ---------------------------------------------------------------- names and rules

create table meta (                             -- one row per fact about this file itself
  key   text primary key,                       -- created_at, currency
  value text not null                           -- as text
) strict, without rowid;

create table config_version (                   -- every leadctl.toml ever applied; runs name the one they used
  id         integer primary key,
  text       text not null,                     -- the file, to the letter
  sha256     text not null,                     -- of the text
  applied_at integer not null,                  -- when it became the rules in force
  applied_by text not null                      -- login of the shell user
) strict;

create table record_type (                      -- the kinds of lead; strategies and reports are per kind
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;

create table source (                           -- provider or list
  id          integer primary key,
  name        text not null unique collate nocase,  -- as first written
  source_type text                              -- external database, existing customer, point of sale …
) strict;

create table campaign (                         -- one push of a source
  id   integer primary key,
  name text not null unique collate nocase      -- as first written
) strict;

create table product (                          -- what the lead asks for
  id   integer primary key,
  name text not null unique collate nocase      -- as first written
) strict;

create table status (                           -- the team's own status names
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;

create table status_version (                   -- what a status meant, and when
  id            integer primary key,
  status_id     integer not null references status(id),
  system        text not null check (system in ('new', 'waiting', 'attempted', 'contacted', 'closed', 'dead')),  -- what the reports know it as
  probability   integer not null default 0 check (probability between 0 and 100),  -- per cent
  max_unworked  integer,                        -- seconds a lead may stay here unworked
  valid_from    integer not null,               -- inclusive; the first version of a status is valid from 0
  valid_to      integer                         -- exclusive; null = still valid
) strict;
create index status_version_by_status on status_version (status_id, valid_from);

create table strategy (                         -- a rule that distributes, by name; what it was when: strategy_enabled
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;

create table strategy_enabled (                 -- when a strategy stood in the applied config, and how
  id             integer primary key,
  strategy_id    integer not null references strategy(id),
  mode           text not null check (mode in ('push', 'pull')),  -- does the tool give, or the user take
  method         text not null,                 -- round_robin, weighted, direct …
  record_type_id integer references record_type(id),  -- null = every record type
  valid_from     integer not null,              -- inclusive
  valid_to       integer                        -- exclusive; null = still so
) strict;
create index strategy_enabled_by_strategy on strategy_enabled (strategy_id, valid_from);

create table strategy_member (                  -- the dated roster: who could get leads from which strategy
  id          integer primary key,
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  weight      integer not null,                 -- millionths; 1_000_000 = weight 1
  team_id     integer references team(id),      -- the team through which the user is a member, if any
  valid_from  integer not null,                 -- inclusive
  valid_to    integer                           -- exclusive; null = still so
) strict;
create index strategy_member_by_strategy on strategy_member (strategy_id, user_id, valid_from);

-- ---------------------------------------------------------------- people

create table account (                          -- one tree; the root is Corporate (id 1)
  id          integer primary key,
  name        text not null unique collate nocase,  -- unique in the whole tree
  parent_id   integer references account(id),   -- null for the root only
  kind        text not null check (kind in ('corporate', 'branch', 'partner')),  -- a branch is an office; a partner another firm
  owner_id    integer references user(id),      -- accountable name; else the nearest ancestor's
  owner_wanted text,                            -- owner that a file named before such a user was known
  crm         integer check (crm in (0, 1)),    -- does it use a CRM? null = inherited
  country     text,                             -- ISO alpha-2
  attributes  text not null default '{}',       -- JSON object: region, level, …
  disabled_at integer,                          -- cache of account_disabled: null = enabled
  created_at  integer not null                  -- when leadctl first knew it
) strict;

create table account_disabled (                 -- when an account was out of use
  id         integer primary key,
  account_id integer not null references account(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- null = still disabled
  reason     text                               -- in words, as typed
) strict;
create index account_disabled_by_account on account_disabled (account_id, valid_from);

create table user (                             -- a salesperson or manager
  id          integer primary key,
  login       text not null unique collate nocase,  -- how commands name the user
  name        text not null,                    -- first and last name
  email       text collate nocase,              -- also names the user
  account_id  integer not null references account(id),  -- cache of the open user_account row
  timezone    text,                             -- IANA name; null = the config's
  weight      integer not null default 1000000, -- millionths; used where a strategy names none
  per_hour    integer,                          -- caps over all strategies; 0 = none, null = unlimited
  per_day     integer,                          -- calendar day in the user's zone
  per_week    integer,                          -- calendar week in the user's zone
  open_cap    integer,                          -- leads owned at one time, not closed or dead
  disabled_at integer,                          -- cache of user_disabled: null = enabled
  paused_until integer,                         -- takes nothing before
  last_seen_at integer,                         -- last thing recorded by the user
  created_at  integer not null                  -- when leadctl first knew it
) strict;
create index user_by_account on user (account_id);

create table user_disabled (                    -- when a user could not take leads
  id         integer primary key,
  user_id    integer not null references user(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- exclusive; null = still so
  reason     text                               -- in words, as typed
) strict;
create index user_disabled_by_user on user_disabled (user_id, valid_from);

create table user_account (                     -- where a user sat, and when
  id         integer primary key,
  user_id    integer not null references user(id),
  account_id integer not null references account(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
create index user_account_by_user on user_account (user_id, valid_from);

create table team (                             -- a named group of users with one owner
  id         integer primary key,
  name       text not null unique collate nocase,  -- unique
  owner_id   integer references user(id),       -- the group head
  owner_wanted text,                            -- as account.owner_wanted
  account_id integer references account(id),
  disabled_at integer,                          -- cache of team_disabled: null = enabled
  created_at integer not null                   -- when leadctl first knew it
) strict;

create table team_disabled (                    -- when strategies did not reach people through a team
  id         integer primary key,
  team_id    integer not null references team(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- exclusive; null = still so
  reason     text                               -- in words, as typed
) strict;
create index team_disabled_by_team on team_disabled (team_id, valid_from);

create table team_member (                      -- who was in which team, and when
  id         integer primary key,
  team_id    integer not null references team(id),
  user_id    integer not null references user(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
create index team_member_by_team on team_member (team_id, user_id, valid_from);
create index team_member_by_user on team_member (user_id, valid_from);

create table user_tag (                         -- language, product, licence, seniority …
  id         integer primary key,
  user_id    integer not null references user(id),
  tag        text not null collate nocase,      -- spanish, senior, licence-ca …
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
create index user_tag_by_user on user_tag (user_id, tag);

create table shift (                            -- weekly working hours, in the user's zone; no row = always
  id         integer primary key,
  user_id    integer not null references user(id),
  weekday    integer not null check (weekday between 0 and 6),  -- 0 = Monday
  starts     integer not null check (starts between 0 and 1440),  -- minutes after local midnight
  ends       integer not null check (ends between 0 and 2880),  -- over 1440 = runs past midnight
  timezone   text,                              -- null = the user's
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
create index shift_by_user on shift (user_id, weekday);

create table absence (                          -- dated time off
  id         integer primary key,
  user_id    integer not null references user(id),
  starts_at  integer not null,                  -- inclusive
  ends_at    integer not null,                  -- exclusive
  reason     text,                              -- in words, as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  removed_at integer,                           -- taken back, kept for the record
  check (ends_at > starts_at)
) strict;
create index absence_by_user on absence (user_id, starts_at);

-- ---------------------------------------------------------------- intake

create table import (                           -- one file (or stdin) brought in
  id          integer primary key,
  kind        text not null check (kind in ('leads', 'accounts', 'users', 'teams', 'distributions', 'activities', 'touches', 'opportunities')),  -- what the rows are
  file        text not null,                    -- as named on the command line; '-' = stdin
  sha256      text not null,                    -- of the bytes
  options     text not null default '{}',       -- JSON: mapping and flags that change the outcome
  started_at  integer not null,                 -- of the first attempt
  finished_at integer,                          -- null = unfinished: assign ignores its leads, the same file resumes it
  next_line   integer not null default 1,       -- first record not yet stored
  counts      text not null default '{}',       -- JSON: the summary
  undone_at   integer                           -- taken back; the row is kept
) strict;
create index import_by_sha256 on import (sha256);

create table import_reject (                    -- a row that was not imported, or imported with a warning
  id        integer primary key,
  import_id integer not null references import(id),
  line      integer not null,                   -- line of the file on which the record starts
  column_name text,                             -- header as in the file
  value     text,                               -- the cell as found
  code      text not null,                      -- slug, as counted in the summary
  reason    text not null,                      -- the sentence shown
  warning   integer not null default 0          -- 1 = imported all the same
) strict;
create index import_reject_by_import on import_reject (import_id, warning);

create table lead (                             -- one enquiry; wide, rarely written
  id             integer primary key,
  record_type_id integer not null references record_type(id),
  identity       integer not null,              -- 63-bit key of (scope, external id), else of the row's content
  external_id    text,                          -- the source system's key, as found
  first_name     text,                          -- as found, trimmed
  last_name      text,                          -- as found, trimmed
  full_name      text,                          -- as found, else first and last name
  email          text,                          -- normalised; null when it is not an address
  email_raw      text,                          -- as found, when it differs from email
  email2         text,                          -- second address, normalised
  phone          text,                          -- E.164
  phone_ext      text,                          -- extension of phone
  phone_raw      text,                          -- as found, when it differs
  mobile         text,                          -- E.164
  mobile_raw     text,                          -- as found, when it differs
  company        text,                          -- as found
  job_title      text,                          -- as found
  country        text,                          -- ISO alpha-2, else as found
  state          text,                          -- code (CA, NY, ON …), else as found
  city           text,                          -- as found
  postal_code    text,                          -- as found
  street         text,                          -- as found
  website        text,                          -- as found
  industry       text,                          -- as found
  language       text,                          -- as found, or set by a classify rule
  product_id     integer references product(id),
  source_id      integer references source(id),
  campaign_id    integer references campaign(id),
  value          integer,                       -- minor units
  priority       integer check (priority between 1 and 3),  -- 1 high, 2 medium, 3 low; null = medium
  confidence     text,                          -- as found, or set by a classify rule
  urgency        text,                          -- as found, or set by a classify rule
  notes          text,                          -- as found
  first_status_id integer not null references status(id),  -- the status it came with
  do_not_contact integer check (do_not_contact in (0, 1)),  -- null = the file did not say
  attributes     text,                          -- JSON object of the unmapped columns; null = none
  score          integer not null default 0,    -- sum of score_parts
  score_parts    text,                          -- JSON object: rule name -> points; null = none matched
  search_text    text,                          -- casefolded name, company, e-mail, phone, external id
  received_at    integer not null,              -- when the lead was generated
  received_kind  text not null check (received_kind in ('time', 'date', 'import')),  -- import = the file did not say
  imported_at    integer not null,              -- when leadctl learned of it
  import_id      integer references import(id),
  import_line    integer,                       -- line of the file on which it stood
  undone_at      integer                        -- taken back with its import; kept
) strict;
create unique index lead_identity on lead (identity) where undone_at is null;
-- In this order the oldest match of a record type is one seek, however often an address occurs.
create index lead_by_email on lead (email, record_type_id, received_at) where email is not null;
create index lead_by_phone on lead (phone, record_type_id, received_at) where phone is not null;
create index lead_by_external_id on lead (external_id) where external_id is not null;
create index lead_by_import on lead (import_id);

create table lead_key (                         -- where duplicate rules look that name no indexed field
  rule_key    integer not null,                 -- 63-bit hash of the rule's fields
  key         integer not null,                 -- 63-bit hash of record type and the lead's values of those fields
  received_at integer not null,                 -- of the lead: what `within` compares
  lead_id     integer not null references lead(id),
  primary key (rule_key, key, received_at, lead_id)
) strict, without rowid;
create index lead_key_by_lead on lead_key (lead_id);

create table lead_state (                       -- where a lead lies now; narrow: it is what assignment writes
  lead_id           integer primary key references lead(id),
  status_id         integer not null references status(id),
  status_since      integer not null,           -- when it entered that status
  owner_id          integer references user(id),        -- the one accountable name; null = nobody yet
  holder_account_id integer not null references account(id),
  holder_team_id    integer references team(id),
  open_distribution_id integer references distribution(id),
  duplicate_of      integer references lead(id),        -- the original (always a root)
  named_user_id     integer references user(id),        -- recipient the file named
  hold_code         text,                               -- why it waits; null = not held
  pull_count        integer not null default 0,  -- how often it was pulled
  next_pull_at      integer,                    -- cooling down until
  queue_ready       integer not null default 1,         -- 0 = cooling down
  last_work_at      integer,                    -- latest action, status change or appointment
  waiting           integer not null default 1          -- 1 = without owner, open, not withheld: assignment looks only at these
) strict;
create index lead_state_waiting on lead_state (lead_id) where waiting = 1;
create index lead_state_by_owner on lead_state (owner_id, lead_id) where owner_id is not null;
create index lead_state_by_original on lead_state (duplicate_of) where duplicate_of is not null;

create table lead_change (                      -- a later import or hand changed a cell
  id        integer primary key,
  lead_id   integer not null references lead(id),
  import_id integer references import(id),
  field     text not null,                      -- field or attribute name
  old       text,                               -- null = was empty
  new       text,                               -- as stored
  recorded_at integer not null                  -- when leadctl learned of it
) strict;
create index lead_change_by_lead on lead_change (lead_id);
create index lead_change_by_import on lead_change (import_id);

-- ---------------------------------------------------------------- distribution

create table run (                              -- one execution of assign, undo …
  id          integer primary key,
  kind        text not null check (kind in ('assign', 'undo', 'give', 'pull', 'tick')),  -- the command
  started_at  integer not null,                 -- the run's fixed now
  recorded_at integer not null,                 -- wall clock
  finished_at integer,                          -- wall clock; null = killed or running
  config_version_id integer references config_version(id),
  seed        text not null default '',         -- from the config; decides ties
  options     text not null default '{}',       -- JSON
  counts      text not null default '{}',       -- JSON: the summary
  undoes_run_id integer references run(id),
  undone_at   integer                           -- taken back; the row is kept
) strict;

create table candidate_set (                    -- who stood for a lead, interned by content
  id      integer primary key,
  digest  blob not null unique,                 -- blake2b-16 of members
  members text not null                         -- JSON: [[user_id, weight in millionths, reason code or null = eligible], …]
) strict;

create table distribution (                     -- one passage of one lead to one recipient; never deleted
  id             integer primary key,
  lead_id        integer not null references lead(id),
  level          text not null check (level in ('account', 'team', 'user')),   -- whose passage it is
  mode           text not null check (mode in ('push', 'pull', 'none')),  -- none = by hand or from the past
  origin         text not null check (origin in ('engine', 'named', 'handout', 'manual', 'imported')),  -- how it came about
  shared         integer not null default 0 check (shared in (0, 1)),          -- 1 = broadcast offer
  strategy_id    integer references strategy(id),
  run_id         integer references run(id),
  import_id      integer references import(id),
  external_id    text,                          -- of an imported passage
  user_id        integer references user(id),   -- recipient at level user
  team_id        integer references team(id),   -- recipient at level team; else the user's team of the moment
  account_id     integer not null references account(id),  -- recipient at level account; else the recipient's account of the moment
  distributed_at integer not null,              -- when the recipient got it
  recorded_at    integer not null,              -- when leadctl learned of it
  recorded_by    text,                          -- login, for what a person did
  offered        integer not null default 0 check (offered in (0, 1)),         -- 1 = waits for an answer
  auto_accepted  integer not null default 0 check (auto_accepted in (0, 1)),  -- 1 = counted as accepted without an answer
  -- write-once answers and ends
  expires_at     integer,                       -- deadline of an offer
  accepted_at    integer,                       -- the answer yes
  rejected_at    integer,                       -- the answer no
  reject_reason  text,                          -- as given
  expired_at     integer,                       -- nobody answered in time
  passed_on_at   integer,                       -- handed on by design: counts until then
  ended_at       integer,                       -- null = open
  end_kind       text check (end_kind in ('rejected', 'expired', 'lost', 'passed_on', 'transferred', 'released', 'superseded', 'recalled')),  -- why it ended
  undone_at      integer,                       -- taken back with its run or import; in no report
  -- the moment it remembers
  system_then    text check (system_then in ('new', 'waiting', 'attempted', 'contacted', 'closed', 'dead')),  -- null = unknown
  record_type_id integer not null references record_type(id),
  source_id      integer references source(id),
  campaign_id    integer references campaign(id),
  product_id     integer references product(id),
  priority       integer,                       -- 1 high, 2 medium, 3 low
  value          integer,                       -- minor units
  score          integer,                       -- of the lead then
  -- the ledger
  candidate_set_id   integer references candidate_set(id),
  ledger_cost        integer not null default 0,  -- leads' worth charged; 0 = the ledger did not decide
  ledger_reversed_at integer,                   -- when the charge was taken back
  path           text,                          -- JSON trace of the strategies before this one: [[strategy_id, code, candidate_set_id], …]; null = first strategy took it
  -- kept counters: a cache of activity, proved by `leadctl verify`
  first_action_at        integer,               -- earliest attributed action
  first_worked_at        integer,               -- earliest attributed action, status change or appointment
  first_status_change_at integer,               -- earliest attributed status change
  contacted_at           integer,               -- first attributed change out of {new, waiting}, at or after first_action_at, where system_then was new or waiting
  reached_at             integer,               -- likewise, into {contacted, closed}
  closed_at              integer,               -- first attributed change into closed
  last_activity_at       integer,               -- latest attributed activity; later periods need no recount
  actions                integer not null default 0,  -- attributed actions
  status_changes         integer not null default 0,  -- attributed status changes
  appointments           integer not null default 0,  -- attributed appointments
  again                  integer not null default 0 check (again in (0, 1))    -- 1 = the lead was distributed before
) strict;
create unique index distribution_one_holder on distribution (lead_id)
  where ended_at is null and undone_at is null and shared = 0 and level <> 'account';
create unique index distribution_one_per_user on distribution (lead_id, user_id)
  where ended_at is null and undone_at is null and level = 'user';
create index distribution_by_lead on distribution (lead_id, distributed_at);
create index distribution_by_time on distribution (distributed_at, id);
create index distribution_by_user on distribution (user_id, distributed_at);
create index distribution_by_run on distribution (run_id) where run_id is not null;
create index distribution_again on distribution (distributed_at, lead_id) where again = 1;
-- what reports sum, in group order: `report performance` reads this index alone, one range per user of a strategy
create index distribution_for_reports on distribution (
  record_type_id, mode, strategy_id, user_id, distributed_at, again, lead_id, system_then, first_worked_at,
  contacted_at, first_status_change_at, closed_at, last_activity_at, actions, appointments, passed_on_at, account_id,
  team_id, level, origin, source_id, campaign_id, reached_at, offered, accepted_at, rejected_at, expired_at, ended_at
) where undone_at is null and shared = 0;
create unique index distribution_by_external_id on distribution (external_id) where external_id is not null and undone_at is null;

create table credit (                           -- the entitlement ledger: sums to 0 per strategy, never reset
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  micro       integer not null,                 -- millionths of a lead
  last_distribution_id integer not null default 0,  -- largest non-reversed distribution of this strategy to this user
  primary key (strategy_id, user_id)
) strict, without rowid;

create table credit_checkpoint (                -- one credit vector per chunk and strategy, so explain replays at most one chunk
  id          integer primary key,
  run_id      integer not null references run(id),
  strategy_id integer not null references strategy(id),
  before_distribution_id integer not null,      -- vector as it stood before this distribution id
  vector      text not null                     -- JSON: [[user_id, micro, last_distribution_id], …]
) strict;
create index credit_checkpoint_by_strategy on credit_checkpoint (strategy_id, before_distribution_id);

create table hold (                             -- why a lead is still undistributed; rewritten only when it changes
  lead_id integer primary key references lead(id),
  code    text not null,                        -- no_strategy, nobody_eligible, gate:NAME …
  path    text,                                 -- JSON as distribution.path
  since   integer not null,                     -- first run that said so
  run_id  integer references run(id)
) strict;

create table transfer (                         -- append-only: the lead changed hands by hand
  id          integer primary key,
  lead_id     integer not null references lead(id),
  from_user_id integer references user(id),
  to_user_id  integer references user(id),
  distribution_id integer references distribution(id),  -- the passage it ended
  actor       text not null,                    -- login of the shell user
  reason      text,                             -- in words, as typed
  happened_at integer not null,                 -- when it happened
  recorded_at integer not null                  -- when leadctl learned of it
) strict;
create index transfer_by_lead on transfer (lead_id, happened_at);

-- ---------------------------------------------------------------- work

create table activity (                         -- something a person did on a lead; append-only, voidable
  id              integer primary key,
  lead_id         integer not null references lead(id),
  user_id         integer references user(id),  -- null only for a status fact brought by an import: nobody's work
  distribution_id integer references distribution(id),  -- cache of the attribution rule; null = (no strategy)
  kind            text not null check (kind in ('action', 'status', 'appointment')),  -- a value or note is an action with that name
  name            text,                         -- call, email, meeting, note …
  from_status_id  integer references status(id),
  to_status_id    integer references status(id),
  from_system     text,                         -- system status then
  to_system       text,                         -- system status then
  for_user_id     integer references user(id),  -- whose appointment it is
  starts_at       integer,                      -- of an appointment
  note            text,                         -- as typed
  origin          text not null check (origin in ('leadctl', 'crm')),  -- typed here, or imported
  external_id     text,                         -- of the CRM
  import_id       integer references import(id),
  happened_at     integer not null,             -- when it happened
  recorded_at     integer not null,             -- when leadctl learned of it
  recorded_by     text,                         -- login of the shell user
  voided_at       integer,                      -- taken back, kept for the record
  voided_by       text,                         -- login of the shell user
  void_reason     text                          -- why it was wrong
) strict;
create index activity_by_lead on activity (lead_id, happened_at);
create index activity_by_distribution on activity (distribution_id, happened_at);
create index activity_by_time on activity (happened_at, recorded_at, voided_at);
create index activity_of_nobody on activity (happened_at) where distribution_id is null and user_id is not null;
create index activity_crm on activity (lead_id, happened_at) where origin = 'crm' and voided_at is null;
create unique index activity_by_external_id on activity (external_id) where external_id is not null;

create table touch (                            -- automated marketing activity, or a CRM row without a user: nobody's work
  id          integer primary key,
  lead_id     integer not null references lead(id),
  kind        text not null check (kind in ('marketing', 'crm')),  -- marketing, or a CRM row without a user
  name        text not null,                    -- email_sent, email_opened, web_visit, Call …
  external_id text,                             -- the other system's key
  import_id   integer references import(id),
  happened_at integer not null,                 -- when it happened
  recorded_at integer not null,                 -- when leadctl learned of it
  voided_at   integer                           -- taken back, kept for the record
) strict;
create index touch_by_lead on touch (lead_id, happened_at);
create unique index touch_by_external_id on touch (external_id) where external_id is not null;

create table opportunity (                      -- potential value as its owner sees it; append-only, the latest row of a key holds
  id          integer primary key,
  lead_id     integer not null references lead(id),
  key         text not null default '',         -- name or external id of the opportunity; '' = the lead's only one
  user_id     integer references user(id),
  amount      integer not null,                 -- minor units
  note        text,                             -- as typed
  import_id   integer references import(id),
  happened_at integer not null,                 -- when it happened
  recorded_at integer not null,                 -- when leadctl learned of it
  voided_at   integer                           -- taken back, kept for the record
) strict;
create index opportunity_by_lead on opportunity (lead_id, key, happened_at);
