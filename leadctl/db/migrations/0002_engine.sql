-- The second schema: every method, pull, offers, calling hours, territories, customers. Frozen once released.

-- ---------------------------------------------------------------- tables whose checks or keys grow

create table import_new (                       -- one file (or stdin) brought in
  id          integer primary key,
  kind        text not null check (kind in ('leads', 'accounts', 'users', 'teams', 'distributions', 'activities', 'touches', 'opportunities', 'customers', 'territories', 'places')),  -- what the rows are
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

create table run_new (                          -- one execution of assign, pull, tick, undo …
  id          integer primary key,
  kind        text not null check (kind in ('assign', 'undo', 'give', 'pull', 'tick', 'approve')),  -- the command
  started_at  integer not null,                 -- the run's fixed now
  recorded_at integer not null,                 -- wall clock
  finished_at integer,                          -- wall clock; null = killed or running
  config_version_id integer references config_version(id),
  seed        text not null default '',         -- from the config; decides ties
  options     text not null default '{}',       -- JSON
  counts      text not null default '{}',       -- JSON: the summary; of an empty pull, why
  undoes_run_id integer references run(id),
  undone_at   integer,                          -- taken back; the row is kept
  user_id     integer references user(id)       -- of a pull: who pulled
) strict;
insert into run_new (id, kind, started_at, recorded_at, finished_at, config_version_id, seed, options, counts, undoes_run_id, undone_at)
  select id, kind, started_at, recorded_at, finished_at, config_version_id, seed, options, counts, undoes_run_id, undone_at from run;
drop table run;
alter table run_new rename to run;
create index run_by_user on run (user_id, started_at) where user_id is not null;

create table credit_new (                       -- the entitlement ledger: sums to 0 per strategy and band, never reset
  strategy_id integer not null references strategy(id),
  band        text not null default '',         -- score band and `explore`, where a strategy keeps one ledger for each; else ''
  user_id     integer not null references user(id),
  micro       integer not null,                 -- millionths of a lead
  last_distribution_id integer not null default 0,  -- largest non-reversed distribution of this ledger to this user
  primary key (strategy_id, band, user_id)
) strict, without rowid;
insert into credit_new (strategy_id, user_id, micro, last_distribution_id)
  select strategy_id, user_id, micro, last_distribution_id from credit;
drop table credit;
alter table credit_new rename to credit;

alter table credit_checkpoint add column band /* as credit.band */ text not null default '';
alter table credit_checkpoint add column loads /* of least_loaded: JSON [[user_id, open leads], …] as they stood then */ text;

-- ---------------------------------------------------------------- passages and leads

alter table distribution add column ledger_band /* which of the strategy's ledgers was charged; null = its only one */ text;
alter table distribution add column offer_round /* 1 exclusive, 2 broadcast; null = no offer */ integer check (offer_round between 1 and 2);
alter table distribution add column answered_by /* user who answered for the account or team that was asked; null = the recipient himself, or nobody */ integer references user(id);
drop index distribution_for_reports;
create index distribution_for_reports on distribution (
  record_type_id, mode, strategy_id, user_id, distributed_at, again, lead_id, system_then, first_worked_at,
  contacted_at, first_status_change_at, closed_at, last_activity_at, actions, appointments, passed_on_at, account_id,
  team_id, level, origin, source_id, campaign_id, reached_at, offered, accepted_at, rejected_at, expired_at, ended_at,
  offer_round
) where undone_at is null and shared = 0;
create index distribution_pending on distribution (expires_at)
  where offered = 1 and accepted_at is null and ended_at is null and undone_at is null;
create index distribution_shared_open on distribution (lead_id)
  where shared = 1 and ended_at is null and undone_at is null;

alter table lead_state add column added_at /* the lead's received_at, copied for the order of queues */ integer not null default 0;
update lead_state set added_at = (select l.received_at from lead l where l.id = lead_state.lead_id);
create index lead_state_queue on lead_state (holder_account_id, pull_count, added_at desc, lead_id)
  where waiting = 1 and queue_ready = 1;
create index lead_state_cooling on lead_state (holder_account_id, next_pull_at) where queue_ready = 0;
create index distribution_pulled on distribution (strategy_id, id) where mode = 'pull';
create index distribution_pulled_open on distribution (user_id, first_worked_at, distributed_at)
  where mode = 'pull' and ended_at is null and undone_at is null;

create table released (                         -- a pulled lead went back to its queue; append-only
  id          integer primary key,
  distribution_id integer not null unique references distribution(id),  -- the pulled passage that it ended
  lead_id     integer not null references lead(id),
  how         text not null check (how in ('released', 'recycled', 'reclaimed')),  -- by hand; after an unsuccessful action; left unworked
  released_at integer not null,                 -- when
  again_at    integer not null,                 -- it may be pulled again from then on
  uncount     integer not null default 0 check (uncount in (0, 1)),  -- 1 = the pull does not count in lead_state.pull_count
  reason      text,                             -- in words, as typed
  actor       text,                             -- login of the shell user; null = tick
  run_id      integer references run(id),       -- of the tick
  recorded_at integer not null                  -- when leadctl learned of it
) strict;
create index released_by_lead on released (lead_id, id);

-- ---------------------------------------------------------------- people

alter table user drop column paused_until;
alter table user add column auto_accept /* 1 = offers to him count as accepted at once */ integer not null default 0 check (auto_accept in (0, 1));

alter table account add column auto_accept /* 1 = offers to the account count as accepted at once */ integer not null default 0 check (auto_accept in (0, 1));
alter table account add column state /* code, as lead.state */ text;
alter table account add column city /* as written */ text;
alter table account add column postal_code /* as written */ text;
alter table account add column latitude /* degrees north; null = from postal code or city */ real;
alter table account add column longitude /* degrees east */ real;

alter table user_tag add column rule /* the [[tag]] rule that granted it; null = by hand or file */ text;

create table unavailable (                      -- when a user paused or was busy: taken nothing, whatever his shift
  id          integer primary key,
  user_id     integer not null references user(id),
  kind        text not null check (kind in ('paused', 'busy')),  -- busy = on a call
  starts_at   integer not null,                 -- inclusive
  ends_at     integer,                          -- exclusive; null = until ended by hand
  reason      text,                             -- in words, as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  recorded_by text                              -- login of the shell user
) strict;
create index unavailable_by_user on unavailable (user_id, kind, starts_at);

-- ---------------------------------------------------------------- places, customers, territories

create table place (                            -- where a city or postal code lies
  id          integer primary key,
  country     text not null,                    -- ISO alpha-2
  state       text,                             -- code or name, folded; null = unknown
  city        text,                             -- folded: casefolded, without accents and punctuation
  postal_code text,                             -- capitals and digits only
  latitude    real not null,                    -- degrees north
  longitude   real not null,                    -- degrees east
  population  integer not null default 0,       -- of cities; the largest of a name wins
  zone        text,                             -- IANA name; null = unknown
  alias       integer not null default 0 check (alias in (0, 1)),  -- 1 = another name of a city; a city of that name goes before
  import_id   integer references import(id)
) strict;
create index place_by_import on place (import_id);
create index place_by_postal_code on place (country, postal_code) where postal_code is not null;
create index place_by_city on place (country, city, state) where city is not null;

create table customer (                         -- a company or person that already buys
  id          integer primary key,
  external_id text,                             -- of the file's system; the key when given
  name        text not null,                    -- as found
  manager_id  integer references user(id),      -- account manager; null = named but unknown
  manager_wanted text,                          -- as found, when no such user is known
  import_id   integer references import(id),
  recorded_at integer not null,                 -- when leadctl learned of it
  removed_at  integer,                          -- changed by a later file (another row), gone from one with --replace, or taken back
  removed_by  integer references import(id)     -- the import that changed or replaced it
) strict;
create index customer_by_external_id on customer (external_id) where external_id is not null;

create table customer_key (                     -- by what a customer is recognised
  kind        text not null check (kind in ('email', 'phone', 'domain', 'name')),  -- domain: free-mail providers left out
  value       text not null,                    -- normalised as a lead's; names folded, legal forms cut
  customer_id integer not null references customer(id),
  primary key (kind, value, customer_id)
) strict, without rowid;
create index customer_key_by_customer on customer_key (customer_id);

create table company_key (                      -- by what the company behind a lead is recognised; filled where a strategy asks for it
  kind    text not null check (kind in ('domain', 'name')),  -- as customer_key
  value   text not null,                        -- as customer_key
  lead_id integer not null references lead(id),
  primary key (kind, value, lead_id)
) strict, without rowid;
create index company_key_by_lead on company_key (lead_id);
create index lead_by_mobile on lead (mobile) where mobile is not null;

create table territory (                        -- one row of a territory table: the most specific that fits a lead wins
  id          integer primary key,
  table_name  text not null collate nocase,     -- what strategies name
  record_type_id integer references record_type(id),  -- null = every record type
  country     text,                             -- ISO alpha-2
  region      text,                             -- folded; compared with the lead's attribute `region`
  state       text,                             -- code, as lead.state
  county      text,                             -- folded; compared with the lead's attribute `county`
  city        text,                             -- folded
  postal_from text,                             -- whole postal code, `331*` = prefix, or the first of a range; capitals and digits
  postal_to   text,                             -- last postal code of a range; null = no range
  user_id     integer references user(id),      -- exactly one of the three
  team_id     integer references team(id),
  account_id  integer references account(id),
  import_id   integer references import(id),
  line        integer,                          -- line of the file
  valid_from  integer not null,                 -- inclusive
  valid_to    integer,                          -- exclusive; null = still so
  closed_by   integer references import(id)     -- the import that closed it
) strict;
create index territory_by_table on territory (table_name, valid_to);

-- ---------------------------------------------------------------- trust, reminders

create table performance_figure (               -- what `performance` went by in a run: explain shows it
  run_id      integer not null references run(id),
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  given       integer not null,                 -- matured leads given to him
  wins        integer not null,                 -- of these, closed
  rate        integer not null,                 -- shrunken win rate in millionths; with pick = "best" its lower bound
  weight      integer not null,                 -- his share when all may take the lead, in millionths: after clamp and max_share
  primary key (run_id, strategy_id, user_id)
) strict, without rowid;

create table override (                         -- a person's last word: approve gave a lead to another than proposed
  id          integer primary key,
  lead_id     integer not null references lead(id),
  run_id      integer not null references run(id),
  distribution_id integer references distribution(id),  -- null = held by hand
  proposed_user_id integer references user(id), -- null = the engine would have held it
  chosen_user_id integer references user(id),   -- null = held by hand
  actor       text not null,                    -- login of the shell user
  reason      text not null,                    -- in words, as typed
  recorded_at integer not null                  -- when leadctl learned of it
) strict;
create index override_by_lead on override (lead_id);

create table follow_up (                        -- a reminder that a person set
  id          integer primary key,
  lead_id     integer not null references lead(id),
  user_id     integer not null references user(id),  -- who is to be reminded
  due_at      integer not null,                 -- when
  note        text,                             -- as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  recorded_by text,                             -- login of the shell user
  removed_at  integer                           -- done or taken back
) strict;
create index follow_up_due on follow_up (due_at) where removed_at is null;

create table notice (                           -- what tick found due, once each: reminders and requests for feedback
  id          integer primary key,
  kind        text not null check (kind in ('offer_ends', 'follow_up', 'feedback')),  -- why
  lead_id     integer not null references lead(id),
  user_id     integer references user(id),      -- whom it is for; null = any user of the account
  distribution_id integer references distribution(id),  -- of offer_ends and feedback
  follow_up_id integer references follow_up(id),
  due_at      integer not null,                 -- the moment it fell due
  recorded_at integer not null,                 -- the tick that found it
  run_id      integer references run(id)
) strict;
create unique index notice_once on notice (kind, lead_id, due_at, coalesce(user_id, 0));
