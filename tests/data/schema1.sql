-- A database as leadctl 0.1.0 left it (schema 1): people, rules, leads, two runs of which one was undone, work.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'leadctl','0001_initial','2026-11-22 03:21:58.940139+00:00');
CREATE TABLE absence (                          -- dated time off
  id         integer primary key,
  user_id    integer not null references user(id),
  starts_at  integer not null,                  -- inclusive
  ends_at    integer not null,                  -- exclusive
  reason     text,                              -- in words, as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  removed_at integer,                           -- taken back, kept for the record
  check (ends_at > starts_at)
) strict;
INSERT INTO "absence" VALUES(1,19,1774994400,1775858400,NULL,1774969200,NULL);
CREATE TABLE account (                          -- one tree; the root is Corporate (id 1)
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
INSERT INTO "account" VALUES(1,'Corporate',NULL,'corporate',1,NULL,1,'US','{}',NULL,1774969200);
INSERT INTO "account" VALUES(2,'East',1,'branch',5,NULL,NULL,'US','{}',NULL,1774969200);
INSERT INTO "account" VALUES(3,'Central',1,'branch',8,NULL,NULL,'US','{}',NULL,1774969200);
INSERT INTO "account" VALUES(4,'West',1,'branch',10,NULL,NULL,'US','{}',NULL,1774969200);
INSERT INTO "account" VALUES(5,'Bay Area',4,'branch',14,NULL,NULL,'US','{}',NULL,1774969200);
INSERT INTO "account" VALUES(6,'Europe',1,'branch',16,NULL,NULL,'DE','{}',NULL,1774969200);
INSERT INTO "account" VALUES(7,'Rheinland Systeme',6,'partner',21,NULL,0,'DE','{"region":"DACH","level":"silver"}',NULL,1774969200);
INSERT INTO "account" VALUES(8,'Summit Partners',3,'partner',23,NULL,0,'US','{"region":"North America","level":"gold"}',NULL,1774969200);
CREATE TABLE account_disabled (                 -- when an account was out of use
  id         integer primary key,
  account_id integer not null references account(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- null = still disabled
  reason     text                               -- in words, as typed
) strict;
CREATE TABLE activity (                         -- something a person did on a lead; append-only, voidable
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
INSERT INTO "activity" VALUES(1,1,3,NULL,'action','call',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'leadctl',NULL,NULL,1774969200,1774969200,'ops',NULL,NULL,NULL);
INSERT INTO "activity" VALUES(2,5,4,78,'status',NULL,1,3,'new','attempted',NULL,NULL,NULL,'leadctl',NULL,NULL,1774969200,1774969200,'ops',NULL,NULL,NULL);
CREATE TABLE campaign (                         -- one push of a source
  id   integer primary key,
  name text not null unique collate nocase      -- as first written
) strict;
INSERT INTO "campaign" VALUES(1,'Dispatch Demo Week');
INSERT INTO "campaign" VALUES(2,'Newsletter March');
INSERT INTO "campaign" VALUES(3,'Roofing Webinar');
INSERT INTO "campaign" VALUES(4,'Search Brand');
INSERT INTO "campaign" VALUES(5,'Spring Launch');
CREATE TABLE candidate_set (                    -- who stood for a lead, interned by content
  id      integer primary key,
  digest  blob not null unique,                 -- blake2b-16 of members
  members text not null                         -- JSON: [[user_id, weight in millionths, reason code or null = eligible], …]
) strict;
INSERT INTO "candidate_set" VALUES(1,X'39293C061ABFF09D9A6198FECD5C9BBC','[[3,2000000,null],[8,1000000,null],[14,1000000,null]]');
INSERT INTO "candidate_set" VALUES(2,X'D7A288A9FE47A007AA1CED098179ACEB','[[4,1000000,null],[5,1000000,null],[6,500000,null],[7,1000000,null],[9,1000000,null]]');
INSERT INTO "candidate_set" VALUES(3,X'912F416814D0C1989B7E2B69E134565D','[[10,1500000,null],[11,1000000,null],[12,1000000,null],[13,600000,"off_shift"],[15,1000000,null]]');
INSERT INTO "candidate_set" VALUES(4,X'9D3E338EACC05D9C7ADA4B3347901339','[[3,1000000,null],[10,1000000,null],[14,1000000,null]]');
INSERT INTO "candidate_set" VALUES(5,X'DB394D8AEB9579E7082228DD437801A7','[[2,1000000,null]]');
CREATE TABLE config_version (                   -- every leadctl.toml ever applied; runs name the one they used
  id         integer primary key,
  text       text not null,                     -- the file, to the letter
  sha256     text not null,                     -- of the text
  applied_at integer not null,                  -- when it became the rules in force
  applied_by text not null                      -- login of the shell user
) strict;
INSERT INTO "config_version" VALUES(1,'# The rules of Tallyfield, an invented maker of scheduling software for building trades.
# leadctl config check | plan | apply.  Every key is described in docs/config.md.

timezone     = "America/New_York"   # days, shifts and reports
week_starts  = "monday"
region       = "US"                 # how to read phone numbers and states without a country
currency     = "USD"
seed         = "tallyfield"
record_types = ["Inbound", "Partner"]
empty_values = ["Select", "k. A."]  # cells that mean nothing, besides N/A, NULL, - and the like
value_slabs  = [5_000, 20_000, 50_000]
score_bands  = { hot = 40, warm = 20, cold = 0 }

# ---------------------------------------------------------------- statuses

[[status]]
name = "New"
system = "new"
probability = 5

[[status]]
name = "Queued"
system = "waiting"
probability = 5

[[status]]
name = "Attempted"
system = "attempted"
probability = 10
max_unworked = "2d"

[[status]]
name = "In talks"
system = "contacted"
probability = 25

[[status]]
name = "Demo booked"
system = "contacted"
probability = 40

[[status]]
name = "Won"
system = "closed"
probability = 100

[[status]]
name = "Lost"
system = "dead"

[[status]]
name = "Not a fit"
system = "dead"

# ---------------------------------------------------------------- quality

[[attribute]]
name = "Headcount"
type = "number"

[[duplicate]]                       # the same address within 60 days: the same enquiry
match = ["email"]
within = "60d"

[[duplicate]]
match = ["phone", "last_name"]
within = "30d"

[[gate]]
name = "no contact data"
hold_when = { email = { present = false }, phone = { present = false }, mobile = { present = false } }

[[gate]]
name = "competitor"
hold_when = { email = { ends_with = "@rivalsoft.example" } }

[[classify]]
when = { country = ["DE", "AT", "CH"] }
set  = { language = "German" }

[[classify]]                        # the ad platform asks for no country
when = { phone = { starts_with = "+1" } }
set  = { country = "US" }

[[classify]]
when = { value = { min = 50_000 } }
set  = { priority = "high" }

[[score]]
name = "budget"
when = { value = { min = 20_000 } }
points = 20

[[score]]
name = "referred"
when = { source = "Referral" }
points = 25

[[score]]
name = "decides"
when = { job_title = ["Owner", "Founder", "CFO", "Geschäftsführer", "Inhaberin"] }
points = 15

[[score]]
name = "size"
when = { Headcount = { min = 50 } }
points = 10

[[score]]
name = "bought address"
when = { source = "Purchased list" }
points = -20

# ---------------------------------------------------------------- who gets what, first match wins

[[strategy]]
name        = "Rheinland referrals"
method      = "direct"
record_type = "Partner"
to          = { account = "Rheinland Systeme" }
when        = { country = ["DE", "AT", "CH"] }

[[strategy]]
name        = "Rheinland team"      # hands on what the partner was given
method      = "round_robin"
from        = "Rheinland Systeme"
to          = { accounts = ["Rheinland Systeme"] }

[[strategy]]
name        = "Partner desk"
method      = "direct"
record_type = "Partner"
to          = { user = "priya" }

[[strategy]]
name        = "Enterprise"
method      = "weighted"
record_type = "Inbound"
to          = { users = ["ana", "frank", "mia"], weights = { ana = 2, frank = 1, mia = 1 } }
when        = { value = { min = 50_000 }, country = { not = ["DE", "AT", "CH"] } }
limits      = { per_day = 8 }

[[strategy]]
name        = "DACH"
method      = "round_robin"
record_type = "Inbound"
to          = { teams = ["DACH"] }
when        = { country = ["DE", "AT", "CH"] }
needs       = { language = "lead.language" }
on_empty    = "hold"                # nobody else speaks German

[[strategy]]
name        = "Spanish desk"
method      = "round_robin"
record_type = "Inbound"
to          = { tags = ["spanish"] }
when        = { language = ["Spanish", "español"] }

[[strategy]]
name        = "West Coast"
method      = "weighted"            # by the users'' own weights
record_type = "Inbound"
to          = { teams = ["West desk"] }
when        = { state = ["CA", "OR", "WA", "AZ", "NV"] }
limits      = { per_day = 60, open = 250 }

[[strategy]]
name        = "East and Central"
method      = "weighted"
record_type = "Inbound"
to          = { teams = ["East desk"] }
when        = { country = ["US", "CA"] }
','63a4a169c41ee4f06cd2b941c241e116f70a0638f9b3c94d457355ff0c8e6448',1774969200,'ops');
CREATE TABLE credit (                           -- the entitlement ledger: sums to 0 per strategy, never reset
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  micro       integer not null,                 -- millionths of a lead
  last_distribution_id integer not null default 0,  -- largest non-reversed distribution of this strategy to this user
  primary key (strategy_id, user_id)
) strict, without rowid;
INSERT INTO "credit" VALUES(4,3,500000,31);
INSERT INTO "credit" VALUES(4,8,-250000,33);
INSERT INTO "credit" VALUES(4,14,-250000,32);
INSERT INTO "credit" VALUES(6,3,333333,72);
INSERT INTO "credit" VALUES(6,10,-666666,76);
INSERT INTO "credit" VALUES(6,14,333333,57);
INSERT INTO "credit" VALUES(7,10,-333333,73);
INSERT INTO "credit" VALUES(7,11,444444,65);
INSERT INTO "credit" VALUES(7,12,-555555,74);
INSERT INTO "credit" VALUES(7,15,444444,67);
INSERT INTO "credit" VALUES(8,4,-444444,71);
INSERT INTO "credit" VALUES(8,5,555555,66);
INSERT INTO "credit" VALUES(8,6,-222222,70);
INSERT INTO "credit" VALUES(8,7,-444444,75);
INSERT INTO "credit" VALUES(8,9,555555,69);
CREATE TABLE credit_checkpoint (                -- one credit vector per chunk and strategy, so explain replays at most one chunk
  id          integer primary key,
  run_id      integer not null references run(id),
  strategy_id integer not null references strategy(id),
  before_distribution_id integer not null,      -- vector as it stood before this distribution id
  vector      text not null                     -- JSON: [[user_id, micro, last_distribution_id], …]
) strict;
INSERT INTO "credit_checkpoint" VALUES(1,1,4,1,'[]');
INSERT INTO "credit_checkpoint" VALUES(2,1,6,1,'[]');
INSERT INTO "credit_checkpoint" VALUES(3,1,7,1,'[]');
INSERT INTO "credit_checkpoint" VALUES(4,1,8,1,'[]');
INSERT INTO "credit_checkpoint" VALUES(5,3,4,31,'[]');
INSERT INTO "credit_checkpoint" VALUES(6,3,6,31,'[]');
INSERT INTO "credit_checkpoint" VALUES(7,3,7,31,'[]');
INSERT INTO "credit_checkpoint" VALUES(8,3,8,31,'[]');
CREATE TABLE distribution (                     -- one passage of one lead to one recipient; never deleted
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
INSERT INTO "distribution" VALUES(1,30,'user','push','engine',0,4,1,NULL,NULL,3,1,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,4,NULL,1,1,8965000,55,1,1,1774969200,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(2,26,'user','push','engine',0,4,1,NULL,NULL,14,1,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,4,4,4,1,5185000,45,1,1,1774969200,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(3,22,'user','push','engine',0,4,1,NULL,NULL,8,1,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,NULL,3,1,5450000,30,1,1,1774969200,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(4,23,'user','push','engine',0,8,1,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,5,NULL,3,1,NULL,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(5,43,'user','push','engine',0,8,1,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,2,4,1,1795000,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(6,27,'user','push','engine',0,7,1,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,2,2,2,1,NULL,15,3,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(7,44,'user','push','engine',0,8,1,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,2,4,4,1,860000,10,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(8,36,'user','push','engine',0,8,1,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,3,5,2,1,360000,5,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(9,13,'user','push','engine',0,8,1,NULL,NULL,6,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,4,1,1,NULL,3455000,70,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(10,8,'user','push','engine',0,8,1,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,4,3,3,NULL,1990000,50,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(11,46,'user','push','engine',0,8,1,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,2,3,NULL,3720000,30,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(12,1,'user','push','engine',0,8,1,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,1,1,NULL,1455000,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(13,10,'user','push','engine',0,6,1,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,3,1,NULL,NULL,25,4,1,1774969200,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(14,18,'user','push','engine',0,8,1,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,5,4,NULL,NULL,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(15,19,'user','push','engine',0,8,1,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,3,3,NULL,785000,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(16,28,'user','push','engine',0,8,1,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,4,3,3,NULL,1035000,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(17,29,'user','push','engine',0,8,1,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,4,2,NULL,NULL,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(18,31,'user','push','engine',0,7,1,NULL,NULL,12,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,5,2,NULL,NULL,25,3,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(19,40,'user','push','engine',0,3,1,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',3,1,3,1,NULL,805000,25,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(20,42,'user','push','engine',0,8,1,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,2,4,4,NULL,1190000,25,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(21,15,'user','push','engine',0,8,1,NULL,NULL,6,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,5,1,NULL,4310000,20,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(22,20,'user','push','engine',0,8,1,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,5,5,3,NULL,2240000,20,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(23,47,'user','push','engine',0,8,1,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,5,3,NULL,4470000,20,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(24,9,'user','push','engine',0,7,1,NULL,NULL,11,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,2,3,NULL,1460000,15,3,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(25,11,'user','push','engine',0,7,1,NULL,NULL,15,3,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,6,5,2,NULL,380000,15,3,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(26,14,'user','push','engine',0,3,1,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',3,1,1,3,NULL,640000,15,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(27,2,'user','push','engine',0,6,1,NULL,NULL,14,1,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,4,2,NULL,1380000,10,4,1,1774969200,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(28,3,'user','push','engine',0,8,1,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,2,5,3,NULL,1610000,10,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(29,6,'user','push','engine',0,7,1,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,2,1,1,NULL,NULL,10,3,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(30,7,'user','push','engine',0,8,1,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'new',2,7,4,2,NULL,1365000,10,2,1,1774969200,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(31,30,'user','push','engine',0,4,3,NULL,NULL,3,1,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,NULL,1,1,8965000,55,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(32,26,'user','push','engine',0,4,3,NULL,NULL,14,1,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,4,1,5185000,45,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(33,22,'user','push','engine',0,4,3,NULL,NULL,8,1,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,3,1,5450000,30,1,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(34,23,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,NULL,3,1,NULL,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(35,43,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,4,1,1795000,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(36,27,'user','push','engine',0,7,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,2,2,1,NULL,15,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(37,44,'user','push','engine',0,8,3,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,4,4,1,860000,10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(38,36,'user','push','engine',0,8,3,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,5,2,1,360000,5,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(39,13,'user','push','engine',0,8,3,NULL,NULL,6,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,1,1,NULL,3455000,70,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(40,8,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,3,NULL,1990000,50,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(41,46,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,3,NULL,3720000,30,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(42,1,'user','push','engine',0,8,3,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,1,1,NULL,1455000,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(43,10,'user','push','engine',0,6,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,3,1,NULL,NULL,25,4,1,NULL,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(44,18,'user','push','engine',0,8,3,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,4,NULL,NULL,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(45,19,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,3,NULL,785000,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(46,28,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,3,NULL,1035000,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(47,29,'user','push','engine',0,8,3,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,4,2,NULL,NULL,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(48,31,'user','push','engine',0,7,3,NULL,NULL,12,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,2,NULL,NULL,25,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(49,40,'user','push','engine',0,3,3,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,1,NULL,805000,25,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(50,42,'user','push','engine',0,8,3,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,4,4,NULL,1190000,25,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(51,15,'user','push','engine',0,8,3,NULL,NULL,6,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,1,NULL,4310000,20,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(52,20,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,5,3,NULL,2240000,20,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(53,47,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,3,NULL,4470000,20,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(54,9,'user','push','engine',0,7,3,NULL,NULL,11,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,2,3,NULL,1460000,15,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(55,11,'user','push','engine',0,7,3,NULL,NULL,15,3,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,2,NULL,380000,15,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(56,14,'user','push','engine',0,3,3,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,1,3,NULL,640000,15,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(57,2,'user','push','engine',0,6,3,NULL,NULL,14,1,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,2,NULL,1380000,10,4,1,NULL,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(58,3,'user','push','engine',0,8,3,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,5,3,NULL,1610000,10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(59,6,'user','push','engine',0,7,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,1,1,NULL,NULL,10,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(60,7,'user','push','engine',0,8,3,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,2,NULL,1365000,10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(61,16,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,3,1,NULL,995000,10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(62,24,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,4,NULL,NULL,10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(63,33,'user','push','engine',0,3,3,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,2,2,NULL,635000,10,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(64,38,'user','push','engine',0,7,3,NULL,NULL,12,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,1,4,NULL,835000,10,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(65,39,'user','push','engine',0,7,3,NULL,NULL,11,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,1,NULL,1705000,5,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(66,4,'user','push','engine',0,8,3,NULL,NULL,5,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,3,NULL,NULL,0,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(67,21,'user','push','engine',0,7,3,NULL,NULL,15,3,5,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,1,NULL,1895000,0,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(68,34,'user','push','engine',0,7,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,3,2,NULL,855000,0,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(69,17,'user','push','engine',0,8,3,NULL,NULL,9,2,3,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,4,NULL,385000,-5,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(70,12,'user','push','engine',0,8,3,NULL,NULL,6,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,3,NULL,1365000,-10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(71,41,'user','push','engine',0,8,3,NULL,NULL,4,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,3,NULL,NULL,-10,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(72,37,'user','push','engine',0,6,3,NULL,NULL,3,1,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,3,NULL,955000,-20,4,1,NULL,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(73,35,'user','push','engine',0,7,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,3,3,3,NULL,25,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(74,5,'user','push','engine',0,7,3,NULL,NULL,12,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,1774969200,'transferred',NULL,'new',2,3,NULL,2,3,2975000,15,3,1,NULL,'[[4,"when"],[5,"when"],[6,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(75,25,'user','push','engine',0,8,3,NULL,NULL,7,2,2,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,3,3,1415000,0,2,1,NULL,'[[4,"when"],[5,"when"],[6,"when"],[7,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(76,32,'user','push','engine',0,6,3,NULL,NULL,10,3,4,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,1,3,1675000,-10,4,1,NULL,'[[4,"when"],[5,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(77,45,'user','push','engine',0,3,3,NULL,NULL,2,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,3,1,4,3,150000,-20,5,0,NULL,'[[1,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0);
INSERT INTO "distribution" VALUES(78,5,'user','none','manual',0,NULL,NULL,NULL,NULL,4,2,2,1774969200,1774969200,'ops',0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,2,3,2975000,15,NULL,0,NULL,NULL,NULL,1774969200,1774969200,NULL,NULL,NULL,1774969200,0,1,0,1);
CREATE TABLE hold (                             -- why a lead is still undistributed; rewritten only when it changes
  lead_id integer primary key references lead(id),
  code    text not null,                        -- no_strategy, nobody_eligible, gate:NAME …
  path    text,                                 -- JSON as distribution.path
  since   integer not null,                     -- first run that said so
  run_id  integer references run(id)
) strict;
CREATE TABLE import (                           -- one file (or stdin) brought in
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
INSERT INTO "import" VALUES(1,'accounts','sample_data/accounts.csv','a1fb4924157457b5a2a558592deda29b254160090f1b3c5ecbc9d5f88c0f5684','{"columns":["name","parent","kind","owner","country",{"attribute":"region"},{"attribute":"level"},"crm"]}',1774969200,1774969200,10,'{"read":8,"counts":{"changed":1,"new":7},"rejected":{},"warned":{"owner-unknown-yet":8},"held":{}}',NULL);
INSERT INTO "import" VALUES(2,'users','sample_data/users.csv','89158261e720830fbe19283e63677bc5df65f43294532a4a92744978190caec9','{"columns":["login","name","email","account","team","tags","timezone","shift","per_day","open","weight"]}',1774969200,1774969200,26,'{"read":24,"counts":{"new":24},"rejected":{},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(3,'teams','sample_data/teams.csv','e4e06590997eada2b2589b3f00701396914bd2355b0f89b729d7d844eb0bdeef','{"columns":["name","owner","account"]}',1774969200,1774969200,6,'{"read":4,"counts":{"changed":4},"rejected":{},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(4,'leads','l.csv','7476cf183a0d355ee1bd167efa12b2e336b0b7450261b3fd6a732d8cf0eac787','{"columns":["external_id","received_at","record_type","first_name","last_name","company","job_title","email","phone","mobile","street","city","state","postal_code","country","language","industry","source","campaign","product","status","value","priority",{"attribute":"Headcount"},"notes"]}',1774969200,1774969200,54,'{"read":52,"counts":{"new":47,"unchanged":5},"rejected":{},"warned":{},"held":{}}',NULL);
CREATE TABLE import_reject (                    -- a row that was not imported, or imported with a warning
  id        integer primary key,
  import_id integer not null references import(id),
  line      integer not null,                   -- line of the file on which the record starts
  column_name text,                             -- header as in the file
  value     text,                               -- the cell as found
  code      text not null,                      -- slug, as counted in the summary
  reason    text not null,                      -- the sentence shown
  warning   integer not null default 0          -- 1 = imported all the same
) strict;
INSERT INTO "import_reject" VALUES(1,1,2,'owner','helen','owner-unknown-yet','no user "helen" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(2,1,3,'owner','carla','owner-unknown-yet','no user "carla" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(3,1,4,'owner','frank','owner-unknown-yet','no user "frank" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(4,1,5,'owner','ines','owner-unknown-yet','no user "ines" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(5,1,6,'owner','mia','owner-unknown-yet','no user "mia" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(6,1,7,'owner','anke','owner-unknown-yet','no user "anke" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(7,1,8,'owner','fabian','owner-unknown-yet','no user "fabian" yet, owner once the users are imported',1);
INSERT INTO "import_reject" VALUES(8,1,9,'owner','sam','owner-unknown-yet','no user "sam" yet, owner once the users are imported',1);
CREATE TABLE lead (                             -- one enquiry; wide, rarely written
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
INSERT INTO "lead" VALUES(1,2,5158488460305612810,'TF-10001','Cedric','Zamora','Cedric Zamora','cedric.zamora@cedar-solar.example',NULL,NULL,'+19735550100',NULL,'973.555.0100',NULL,NULL,'Cedar Solar Services','Founder','US','NJ','Newark','07105','747 College Ave',NULL,'Facility Services','English',1,7,1,1455000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":101}',25,'{"decides": 15, "size": 10}','cedric zamora cedar solar services cedric.zamora@cedar-solar.example +19735550100 tf-10001',1772197592,'time',1774969200,4,2,NULL);
INSERT INTO "lead" VALUES(2,2,1480851483281096352,'TF-10002','Curtis','Sato','Curtis Sato','curtis.sato@westbrook-heating.example',NULL,NULL,'+13125550157',NULL,'312.555.0157',NULL,NULL,'Westbrook Heating & Sons','Operations Manager','US','IL','Chicago','60622','168 Oak Ave',NULL,'Facility Services','Spanish',2,7,4,1380000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":92}',10,'{"size": 10}','curtis sato westbrook heating & sons curtis.sato@westbrook-heating.example +13125550157 tf-10002',1772198706,'time',1774969200,4,3,NULL);
INSERT INTO "lead" VALUES(3,2,3535439751703637087,'TF-10003','Elliot','Garner','Elliot Garner','elliot.garner@juniper-glazing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Juniper Glazing Services','Operations Manager','US','NY','New York','10018','305 College Ave',NULL,'Construction','English',3,2,5,1610000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":152}',10,'{"size": 10}','elliot garner juniper glazing services elliot.garner@juniper-glazing.example tf-10003',1772200223,'time',1774969200,4,4,NULL);
INSERT INTO "lead" VALUES(4,2,4636210295857048708,'TF-10004','Amara','Kowalski','Amara Kowalski','amara.kowalski@prairie-heating.example',NULL,NULL,'+13125550163',NULL,'312.555.0163',NULL,NULL,'Prairie Heating LLC','Office Manager','US','IL','Chicago','60622','101 Mill Rd',NULL,'Construction',NULL,3,6,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":30}',0,NULL,'amara kowalski prairie heating llc amara.kowalski@prairie-heating.example +13125550163 tf-10004',1772203368,'time',1774969200,4,5,NULL);
INSERT INTO "lead" VALUES(5,2,1419769651061904343,'TF-10005','Paula','Ramos','Paula Ramos','paula.ramos@copper-elevators.example',NULL,NULL,'+12065550185',NULL,'+1 206 555 0185',NULL,NULL,'Copper Elevators Services','CFO','US','WA','Seattle','98108','666 Union Sq',NULL,'Construction',NULL,2,3,NULL,2975000,3,NULL,NULL,NULL,1,NULL,NULL,15,'{"budget": 20, "decides": 15, "bought address": -20}','paula ramos copper elevators services paula.ramos@copper-elevators.example +12065550185 tf-10005',1772203717,'time',1774969200,4,6,NULL);
INSERT INTO "lead" VALUES(6,2,7566667546521642804,'TF-10006','Ivan','Fuentes','Ivan Fuentes','ivan.fuentes@valley-glazing.example',NULL,NULL,'+16195550127',NULL,'619.555.0127',NULL,NULL,'Valley Glazing Co','Director of Service','US','CA','San Diego','92101','34 Mill Rd',NULL,'Facility Services','English',1,2,1,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":65}',10,'{"size": 10}','ivan fuentes valley glazing co ivan.fuentes@valley-glazing.example +16195550127 tf-10006',1772204310,'time',1774969200,4,7,NULL);
INSERT INTO "lead" VALUES(7,2,8388958288354926450,'TF-10007','Elliot','Olsen','Elliot Olsen','elliot.olsen@prairie-landscaping.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Prairie Landscaping Co','IT Lead','US','OH','Columbus','43215','28 Oak Ave',NULL,'Facility Services','English',2,7,4,1365000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":53}',10,'{"size": 10}','elliot olsen prairie landscaping co elliot.olsen@prairie-landscaping.example tf-10007',1772207689,'time',1774969200,4,8,NULL);
INSERT INTO "lead" VALUES(8,2,440038965256295097,'TF-10008','Victor','Bishop','Victor Bishop','victor.bishop@stonegate-roofing.example',NULL,NULL,'+16125550142',NULL,'+1 612 555 0142',NULL,NULL,'Stonegate Roofing Inc','Founder','US','MN','Minneapolis','55413','205 Mill Rd',NULL,'Construction','English',3,4,3,1990000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":142}',50,'{"referred": 25, "decides": 15, "size": 10}','victor bishop stonegate roofing inc victor.bishop@stonegate-roofing.example +16125550142 tf-10008',1772209572,'time',1774969200,4,9,NULL);
INSERT INTO "lead" VALUES(9,2,5706859353602283332,'TF-10009','Lucia','Bishop','Lucia Bishop','lucia.bishop@yellowtail-heating.example',NULL,NULL,'+16025550116',NULL,'602.555.0116',NULL,NULL,'Yellowtail Heating & Sons','Owner','US','AZ','Phoenix','85007','48 Harbor Blvd',NULL,'Construction','English',3,6,2,1460000,NULL,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','lucia bishop yellowtail heating & sons lucia.bishop@yellowtail-heating.example +16025550116 tf-10009',1772210798,'time',1774969200,4,10,NULL);
INSERT INTO "lead" VALUES(10,2,7505371316809542944,'TF-10010','Hector','Lowry','Hector Lowry','hector.lowry@pinnacle-landscaping.example',NULL,NULL,'+16125550182',NULL,'+1 612 555 0182',NULL,NULL,'Pinnacle Landscaping Group','Founder','US','MN','Minneapolis','55413','35 Union Sq',NULL,'Construction','Spanish',1,7,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":84}',25,'{"decides": 15, "size": 10}','hector lowry pinnacle landscaping group hector.lowry@pinnacle-landscaping.example +16125550182 tf-10010',1772211098,'time',1774969200,4,11,NULL);
INSERT INTO "lead" VALUES(11,2,2538813623478519776,'TF-10011','Daria','Kaplan','Daria Kaplan','daria.kaplan@granite-elevators.example',NULL,NULL,'+12135550185',NULL,'(213) 555-0185',NULL,NULL,'Granite Elevators LLC','Owner','US','CA','Los Angeles','90021','561 Main St',NULL,'Construction',NULL,2,6,5,380000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":15}',15,'{"decides": 15}','daria kaplan granite elevators llc daria.kaplan@granite-elevators.example +12135550185 tf-10011',1772211394,'time',1774969200,4,12,NULL);
INSERT INTO "lead" VALUES(12,2,6016620626755981201,'TF-10012','Leon','Sato','Leon Sato','leon.sato@union-paving.example',NULL,NULL,'+16175550115',NULL,'+1 617 555 0115',NULL,NULL,'Union Paving & Sons','Director of Service','US','MA','Boston','02118','107 Oak Ave',NULL,'Construction',NULL,3,3,4,1365000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":145}',-10,'{"size": 10, "bought address": -20}','leon sato union paving & sons leon.sato@union-paving.example +16175550115 tf-10012',1772211661,'time',1774969200,4,13,NULL);
INSERT INTO "lead" VALUES(13,2,6287833711508015325,'TF-10013','Camille','Zamora','Camille Zamora','camille.zamora@copper-heating.example',NULL,NULL,'+14045550140',NULL,'+1 404 555 0140','+14045550126','(404) 555-0126','Copper Heating Co','CFO','US','GA','Atlanta','30318','458 College Ave',NULL,'Construction','English',1,4,1,3455000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":118}',70,'{"budget": 20, "referred": 25, "decides": 15, "size": 10}','camille zamora copper heating co camille.zamora@copper-heating.example +14045550140 tf-10013',1772212101,'time',1774969200,4,14,NULL);
INSERT INTO "lead" VALUES(14,3,4255183478644056596,'TF-10014','Ivan','Chen','Ivan Chen','ivan.chen@lakeside-plumbing.example',NULL,NULL,'+12155550177',NULL,'215-555-0177',NULL,NULL,'Lakeside Plumbing Inc','CFO','US','PA','Philadelphia','19123','167 2nd St',NULL,'Facility Services','English',3,1,1,640000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":20}',15,'{"decides": 15}','ivan chen lakeside plumbing inc ivan.chen@lakeside-plumbing.example +12155550177 tf-10014',1772212531,'time',1774969200,4,15,NULL);
INSERT INTO "lead" VALUES(15,2,2888294706183976786,'TF-10015','Jasmine','Ingram','Jasmine Ingram','jasmine.ingram@stonegate-landscaping.example',NULL,NULL,'+14045550149',NULL,'(404) 555-0149',NULL,NULL,'Stonegate Landscaping Services','Dispatcher','US','GA','Atlanta','30318','510 2nd St',NULL,'Construction',NULL,1,6,5,4310000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":19}',20,'{"budget": 20}','jasmine ingram stonegate landscaping services jasmine.ingram@stonegate-landscaping.example +14045550149 tf-10015',1772216423,'time',1774969200,4,16,NULL);
INSERT INTO "lead" VALUES(16,2,7149985389096784485,'TF-10016','Caleb','Bishop','Caleb Bishop','caleb.bishop@juniper-solar.example',NULL,NULL,'+15125550120',NULL,'512-555-0120',NULL,NULL,'Juniper Solar Co','Director of Service','US','TX','Austin','78702','244 Harbor Blvd',NULL,'Construction','English',1,2,3,995000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":109}',10,'{"size": 10}','caleb bishop juniper solar co caleb.bishop@juniper-solar.example +15125550120 tf-10016',1772218529,'time',1774969200,4,17,NULL);
INSERT INTO "lead" VALUES(17,2,3124150519601736394,'TF-10017','Leon','Vance','Leon Vance','leon.vance@keystone-solar.example',NULL,NULL,'+14045550111',NULL,'(404) 555-0111',NULL,NULL,'Keystone Solar Inc','CFO','US','GA','Atlanta','30318','496 Main St',NULL,'Facility Services','English',4,3,3,385000,NULL,NULL,NULL,NULL,1,NULL,NULL,-5,'{"decides": 15, "bought address": -20}','leon vance keystone solar inc leon.vance@keystone-solar.example +14045550111 tf-10017',1772218605,'time',1774969200,4,18,NULL);
INSERT INTO "lead" VALUES(18,2,1249303412743999602,'TF-10018','Curtis','Farrow','Curtis Farrow','curtis.farrow@juniper-elevators.example',NULL,NULL,'+16175550114',NULL,'617.555.0114',NULL,NULL,'Juniper Elevators Inc','Owner','US','MA','Boston','02118','588 Oak Ave',NULL,'Facility Services','English',4,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":124}',25,'{"decides": 15, "size": 10}','curtis farrow juniper elevators inc curtis.farrow@juniper-elevators.example +16175550114 tf-10018',1772218883,'time',1774969200,4,19,NULL);
INSERT INTO "lead" VALUES(19,2,9176072178641666724,'TF-10019','Daria','Shepherd','Daria Shepherd','daria.shepherd@summit-masonry.example',NULL,NULL,'+15125550172',NULL,'512-555-0172',NULL,NULL,'Summit Masonry Inc','Founder','US','TX','Austin','78702','892 Union Sq',NULL,'Facility Services','English',3,6,3,785000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":70}',25,'{"decides": 15, "size": 10}','daria shepherd summit masonry inc daria.shepherd@summit-masonry.example +15125550172 tf-10019',1772219298,'time',1774969200,4,20,NULL);
INSERT INTO "lead" VALUES(20,2,8283822214250774663,'TF-10020','Camille','Jansen','Camille Jansen','camille.jansen@northfork-heating.example',NULL,NULL,'+16145550154',NULL,'614-555-0154',NULL,NULL,'Northfork Heating & Sons','Operations Manager','US','OH','Columbus','43215','427 Industrial Pkwy',NULL,'Construction','English',3,5,5,2240000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":17}',20,'{"budget": 20}','camille jansen northfork heating & sons camille.jansen@northfork-heating.example +16145550154 tf-10020',1772219769,'time',1774969200,4,21,NULL);
INSERT INTO "lead" VALUES(21,2,3936161250265736146,'TF-10021','Ines','Baker','Ines Baker','ines.baker@union-heating.example',NULL,NULL,'+15105550113',NULL,'(510) 555-0113',NULL,NULL,'Union Heating Inc','Office Manager','US','CA','Oakland','94607','305 College Ave',NULL,'Construction','English',1,7,2,1895000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'ines baker union heating inc ines.baker@union-heating.example +15105550113 tf-10021',1772220432,'time',1774969200,4,22,NULL);
INSERT INTO "lead" VALUES(22,2,3064512256075982723,'TF-10022','Wanda','Underwood','Wanda Underwood','wanda.underwood@beacon-landscaping.example',NULL,NULL,'+15035550199',NULL,'(503) 555-0199',NULL,NULL,'Beacon Landscaping Co','Office Manager','US','OR','Portland','97209','407 Oak Ave',NULL,'Facility Services','English',3,6,NULL,5450000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":84}',30,'{"budget": 20, "size": 10}','wanda underwood beacon landscaping co wanda.underwood@beacon-landscaping.example +15035550199 tf-10022',1772220705,'time',1774969200,4,23,NULL);
INSERT INTO "lead" VALUES(23,2,2134569168861063391,'TF-10023','Hector','Pacheco','Hector Pacheco','hector.pacheco@meadow-elevators.example',NULL,NULL,'+12125550106',NULL,'212.555.0106',NULL,NULL,'Meadow Elevators & Sons','CFO','US','NY','New York','10018','840 Harbor Blvd',NULL,'Facility Services','English',3,5,NULL,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":65}',25,'{"decides": 15, "size": 10}','hector pacheco meadow elevators & sons hector.pacheco@meadow-elevators.example +12125550106 tf-10023',1772220729,'time',1774969200,4,24,NULL);
INSERT INTO "lead" VALUES(24,2,6940061307870675307,'TF-10024','Daria','Hadley','Daria Hadley','daria.hadley@summit-glazing.example',NULL,NULL,'+15125550177',NULL,'512.555.0177',NULL,NULL,'Summit Glazing Co','Dispatcher','US','TX','Austin','78702','45 Mill Rd',NULL,'Construction',NULL,4,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":111}',10,'{"size": 10}','daria hadley summit glazing co daria.hadley@summit-glazing.example +15125550177 tf-10024',1772221517,'time',1774969200,4,25,NULL);
INSERT INTO "lead" VALUES(25,2,5405606712547388350,'TF-10025','Chloe','Banerjee','Chloe Banerjee','chloe.banerjee@stonegate-glazing.example',NULL,NULL,'+17045550103',NULL,'(704) 555-0103','+17045550192','704-555-0192','Stonegate Glazing Inc','Operations Manager','US','NC','Charlotte','28206','267 Union Sq',NULL,'Construction','English',3,7,5,1415000,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'chloe banerjee stonegate glazing inc chloe.banerjee@stonegate-glazing.example +17045550103 tf-10025',1772223055,'time',1774969200,4,26,NULL);
INSERT INTO "lead" VALUES(26,2,4145707974250343787,'TF-10026','Quentin','Walsh','Quentin Walsh','quentin.walsh@stonegate-heating.example',NULL,NULL,'+13135550157',NULL,'+1 313 555 0157',NULL,NULL,'Stonegate Heating LLC','Dispatcher','US','MI','Detroit','48207','276 Union Sq',NULL,'Facility Services','English',4,4,4,5185000,1,NULL,NULL,NULL,1,NULL,NULL,45,'{"budget": 20, "referred": 25}','quentin walsh stonegate heating llc quentin.walsh@stonegate-heating.example +13135550157 tf-10026',1772225558,'time',1774969200,4,27,NULL);
INSERT INTO "lead" VALUES(27,2,7015295904942413893,'TF-10027','Selma','Farrow','Selma Farrow','selma.farrow@ironwood-glazing.example',NULL,NULL,'+12135550192',NULL,'213-555-0192',NULL,NULL,'Ironwood Glazing & Sons','Owner','US','CA','Los Angeles','90021','13 Mill Rd',NULL,'Facility Services',NULL,2,2,2,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":17}',15,'{"decides": 15}','selma farrow ironwood glazing & sons selma.farrow@ironwood-glazing.example +12135550192 tf-10027',1772225915,'time',1774969200,4,28,NULL);
INSERT INTO "lead" VALUES(28,2,1715175831784023777,'TF-10028','Jamal','Walsh','Jamal Walsh','jamal.walsh@orchard-landscaping.example',NULL,NULL,'+15125550144',NULL,'512-555-0144',NULL,NULL,'Orchard Landscaping Co','Office Manager','US','TX','Austin','78702','136 Main St',NULL,'Construction','English',3,4,3,1035000,NULL,NULL,NULL,NULL,1,NULL,NULL,25,'{"referred": 25}','jamal walsh orchard landscaping co jamal.walsh@orchard-landscaping.example +15125550144 tf-10028',1772226694,'time',1774969200,4,29,NULL);
INSERT INTO "lead" VALUES(29,2,6749609364610901824,'TF-10029','Tariq','Delgado','Tariq Delgado','tariq.delgado@granite-glazing.example',NULL,NULL,'+12125550138',NULL,'(212) 555-0138','+12125550154','+1 212 555 0154','Granite Glazing Services','Founder','US','NY','New York','10018','108 Mill Rd',NULL,'Construction','English',2,6,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":132}',25,'{"decides": 15, "size": 10}','tariq delgado granite glazing services tariq.delgado@granite-glazing.example +12125550138 tf-10029',1772226770,'time',1774969200,4,30,NULL);
INSERT INTO "lead" VALUES(30,2,4846100264958751591,'TF-10030','Julia','Marsh','Julia Marsh','julia.marsh@riverbend-cooling.example',NULL,NULL,'+16175550155',NULL,'617.555.0155',NULL,NULL,'Riverbend Cooling Co','Director of Service','US','MA','Boston','02118','861 2nd St',NULL,'Construction','English',1,4,NULL,8965000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":50}',55,'{"budget": 20, "referred": 25, "size": 10}','julia marsh riverbend cooling co julia.marsh@riverbend-cooling.example +16175550155 tf-10030',1772227236,'time',1774969200,4,31,NULL);
INSERT INTO "lead" VALUES(31,2,6698120916094606980,'TF-10031','Imani','Jarvis','Imani Jarvis','imani.jarvis@cedar-landscaping.example',NULL,NULL,'+12135550131',NULL,'213-555-0131',NULL,NULL,'Cedar Landscaping Group','Owner','US','CA','Los Angeles','90021','311 Industrial Pkwy',NULL,'Construction',NULL,2,7,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":118}',25,'{"decides": 15, "size": 10}','imani jarvis cedar landscaping group imani.jarvis@cedar-landscaping.example +12135550131 tf-10031',1772227435,'time',1774969200,4,32,NULL);
INSERT INTO "lead" VALUES(32,2,7171348596148941564,'TF-10032','Imani','Kaplan','Imani Kaplan','imani.kaplan@union-electric.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Union Electric Group','Director of Service','US','TX','Dallas','75207','860 Industrial Pkwy',NULL,'Construction','Spanish',1,3,3,1675000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":110}',-10,'{"size": 10, "bought address": -20}','imani kaplan union electric group imani.kaplan@union-electric.example tf-10032',1772227698,'time',1774969200,4,33,NULL);
INSERT INTO "lead" VALUES(33,3,2728818881638949889,'TF-10033','Valerie','Goddard','Valerie Goddard','valerie.goddard@riverbend-plumbing.example',NULL,NULL,'+14045550119',NULL,'(404) 555-0119',NULL,NULL,'Riverbend Plumbing Group','Office Manager','US','GA','Atlanta','30318','195 2nd St',NULL,'Facility Services','English',2,1,2,635000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":80}',10,'{"size": 10}','valerie goddard riverbend plumbing group valerie.goddard@riverbend-plumbing.example +14045550119 tf-10033',1772228991,'time',1774969200,4,34,NULL);
INSERT INTO "lead" VALUES(34,2,2654487646515656356,'TF-10034','Jasmine','Thorne','Jasmine Thorne','jasmine.thorne@meadow-paving.example',NULL,NULL,'+15105550194',NULL,'+1 510 555 0194',NULL,NULL,'Meadow Paving Services','Director of Service','US','CA','Oakland','94607','45 2nd St',NULL,'Facility Services',NULL,2,2,3,855000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'jasmine thorne meadow paving services jasmine.thorne@meadow-paving.example +15105550194 tf-10034',1772229322,'time',1774969200,4,35,NULL);
INSERT INTO "lead" VALUES(35,2,8298489248672658672,'TF-10035','Esther','Sato','Esther Sato','esther.sato@foxhall-elevators.example',NULL,NULL,'+15105550133',NULL,'510-555-0133',NULL,NULL,'Foxhall Elevators Group','Founder','US','CA','Oakland','94607','844 Harbor Blvd',NULL,'Construction',NULL,3,7,3,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":164}',25,'{"decides": 15, "size": 10}','esther sato foxhall elevators group esther.sato@foxhall-elevators.example +15105550133 tf-10035',1772229464,'time',1774969200,4,36,NULL);
INSERT INTO "lead" VALUES(36,2,8567311113584454742,'TF-10036','Yusuf','Whitaker','Yusuf Whitaker','yusuf.whitaker@beacon-heating.example',NULL,NULL,'+12145550124',NULL,'+1 214 555 0124',NULL,NULL,'Beacon Heating Services','Founder','US','TX','Dallas','75207','164 2nd St',NULL,'Construction','English',2,3,5,360000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":146}',5,'{"decides": 15, "size": 10, "bought address": -20}','yusuf whitaker beacon heating services yusuf.whitaker@beacon-heating.example +12145550124 tf-10036',1772229511,'time',1774969200,4,37,NULL);
INSERT INTO "lead" VALUES(37,2,284461034770524824,'TF-10037','Beatriz','Dalton','Beatriz Dalton','beatriz.dalton@tidewater-elevators.example',NULL,NULL,'+14045550182',NULL,'404-555-0182',NULL,NULL,'Tidewater Elevators Services','Operations Manager','US','GA','Atlanta','30318','174 Union Sq',NULL,'Facility Services','Spanish',3,3,1,955000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":5}',-20,'{"bought address": -20}','beatriz dalton tidewater elevators services beatriz.dalton@tidewater-elevators.example +14045550182 tf-10037',1772234267,'time',1774969200,4,38,NULL);
INSERT INTO "lead" VALUES(38,2,2292933481152991061,'TF-10038','Cedric','Nolan','Cedric Nolan','cedric.nolan@juniper-heating.example',NULL,NULL,'+12135550157',NULL,'(213) 555-0157',NULL,NULL,'Juniper Heating Co','IT Lead','US','CA','Los Angeles','90021','741 Oak Ave',NULL,'Facility Services','English',4,7,1,835000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":122}',10,'{"size": 10}','cedric nolan juniper heating co cedric.nolan@juniper-heating.example +12135550157 tf-10038',1772234945,'time',1774969200,4,39,NULL);
INSERT INTO "lead" VALUES(39,2,1531813008566743845,'TF-10039','Harriet','Haines','Harriet Haines','harriet.haines@blue-door-cooling.example',NULL,NULL,'+12065550144',NULL,'+1 206 555 0144',NULL,NULL,'Blue-Door Cooling Co','CFO','US','WA','Seattle','98108','858 College Ave',NULL,'Facility Services','English',1,3,1,1705000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":150}',5,'{"decides": 15, "size": 10, "bought address": -20}','harriet haines blue-door cooling co harriet.haines@blue-door-cooling.example +12065550144 tf-10039',1772235219,'time',1774969200,4,40,NULL);
INSERT INTO "lead" VALUES(40,3,8871260632240753594,'TF-10040','Harriet','Thorne','Harriet Thorne','harriet.thorne@stonegate-elevators.example',NULL,NULL,'+12125550108',NULL,'+1 212 555 0108',NULL,NULL,'Stonegate Elevators LLC','Owner','US','NY','New York','10018','611 Mill Rd',NULL,'Construction','English',1,1,3,805000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":72}',25,'{"decides": 15, "size": 10}','harriet thorne stonegate elevators llc harriet.thorne@stonegate-elevators.example +12125550108 tf-10040',1772235369,'time',1774969200,4,41,NULL);
INSERT INTO "lead" VALUES(41,2,9000191801580549655,'TF-11024','Leon','Walsh','Leon Walsh','leon.walsh@stonegate-roofing.example',NULL,NULL,'+19735550140',NULL,'973.555.0140',NULL,NULL,'Stonegate Roofing LLC','Dispatcher','US','NJ','Newark','07105','801 Union Sq',NULL,'Construction',NULL,3,3,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":126}',-10,'{"size": 10, "bought address": -20}','leon walsh stonegate roofing llc leon.walsh@stonegate-roofing.example +19735550140 tf-11024',1774949055,'time',1774969200,4,42,NULL);
INSERT INTO "lead" VALUES(42,2,2753017173576576337,'TF-11025','Caleb','Maddox','Caleb Maddox','caleb.maddox@foxhall-cooling.example',NULL,NULL,'+16125550141',NULL,'(612) 555-0141',NULL,NULL,'Foxhall Cooling Services','Founder','US','MN','Minneapolis','55413','847 Main St',NULL,'Construction','English',4,2,4,1190000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":63}',25,'{"decides": 15, "size": 10}','caleb maddox foxhall cooling services caleb.maddox@foxhall-cooling.example +16125550141 tf-11025',1774952938,'time',1774969200,4,43,NULL);
INSERT INTO "lead" VALUES(43,2,1690259036679066981,'TF-11026','Esther','Ramos','Esther Ramos','esther.ramos@orchard-elevators.example',NULL,NULL,'+16125550189',NULL,'612-555-0189','+16125550187','612.555.0187','Orchard Elevators & Sons','Founder','US','MN','Minneapolis','55413','395 Union Sq',NULL,'Construction','English',4,7,2,1795000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":83}',25,'{"decides": 15, "size": 10}','esther ramos orchard elevators & sons esther.ramos@orchard-elevators.example +16125550189 tf-11026',1774958760,'time',1774969200,4,44,NULL);
INSERT INTO "lead" VALUES(44,2,1520533006880502967,'TF-11027','Jasmine','Delgado','Jasmine Delgado','jasmine.delgado@harbor-paving.example',NULL,NULL,'+15125550169',NULL,'512.555.0169','+15125550182','512-555-0182','Harbor Paving LLC','Office Manager','US','TX','Austin','78702','160 Oak Ave',NULL,'Facility Services','English',4,2,4,860000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":79}',10,'{"size": 10}','jasmine delgado harbor paving llc jasmine.delgado@harbor-paving.example +15125550169 tf-11027',1774958841,'time',1774969200,4,45,NULL);
INSERT INTO "lead" VALUES(45,3,6374899852800130031,'TF-11028','Alma','Lambert','Alma Lambert','alma.lambert@westbrook-masonry.example',NULL,NULL,'+13125550192',NULL,'(312) 555-0192',NULL,NULL,'Westbrook Masonry Co','Operations Manager','US','IL','Chicago','60622','601 Oak Ave',NULL,'Construction',NULL,4,3,1,150000,3,NULL,NULL,'Asked before, wants to hear about Scheduling',1,NULL,NULL,-20,'{"bought address": -20}','alma lambert westbrook masonry co alma.lambert@westbrook-masonry.example +13125550192 tf-11028',1774959843,'time',1774969200,4,46,NULL);
INSERT INTO "lead" VALUES(46,2,8851249627337415910,'TF-11029','Cedric','Abbott','Cedric Abbott','cedric.abbott@yellowtail-solar.example',NULL,NULL,'+12125550192',NULL,'+1 212 555 0192',NULL,NULL,'Yellowtail Solar Inc','Office Manager','US','NY','New York','10018','387 Industrial Pkwy',NULL,'Construction',NULL,3,7,2,3720000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":169}',30,'{"budget": 20, "size": 10}','cedric abbott yellowtail solar inc cedric.abbott@yellowtail-solar.example +12125550192 tf-11029',1774959949,'time',1774969200,4,47,NULL);
INSERT INTO "lead" VALUES(47,2,6684843708549714424,'TF-11030','Yusuf','Costa','Yusuf Costa','yusuf.costa@foxhall-roofing.example',NULL,NULL,'+16145550196',NULL,'+1 614 555 0196','+16145550194','+1 614 555 0194','Foxhall Roofing Group','Office Manager','US','OH','Columbus','43215','477 Harbor Blvd',NULL,'Construction',NULL,3,7,5,4470000,NULL,NULL,NULL,NULL,1,NULL,NULL,20,'{"budget": 20}','yusuf costa foxhall roofing group yusuf.costa@foxhall-roofing.example +16145550196 tf-11030',1774962472,'time',1774969200,4,48,NULL);
CREATE TABLE lead_change (                      -- a later import or hand changed a cell
  id        integer primary key,
  lead_id   integer not null references lead(id),
  import_id integer references import(id),
  field     text not null,                      -- field or attribute name
  old       text,                               -- null = was empty
  new       text,                               -- as stored
  recorded_at integer not null                  -- when leadctl learned of it
) strict;
CREATE TABLE lead_key (                         -- where duplicate rules look that name no indexed field
  rule_key    integer not null,                 -- 63-bit hash of the rule's fields
  key         integer not null,                 -- 63-bit hash of record type and the lead's values of those fields
  received_at integer not null,                 -- of the lead: what `within` compares
  lead_id     integer not null references lead(id),
  primary key (rule_key, key, received_at, lead_id)
) strict, without rowid;
CREATE TABLE lead_state (                       -- where a lead lies now; narrow: it is what assignment writes
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
INSERT INTO "lead_state" VALUES(1,1,1772197592,5,2,NULL,42,NULL,NULL,NULL,0,NULL,1,1774969200,0);
INSERT INTO "lead_state" VALUES(2,1,1772198706,14,5,NULL,57,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(3,1,1772200223,5,2,NULL,58,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(4,1,1772203368,5,2,NULL,66,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(5,3,1774969200,4,2,NULL,78,NULL,NULL,NULL,0,NULL,1,1774969200,0);
INSERT INTO "lead_state" VALUES(6,1,1772204310,10,4,NULL,59,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(7,1,1772207689,9,3,NULL,60,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(8,1,1772209572,4,2,NULL,40,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(9,1,1772210798,11,4,NULL,54,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(10,1,1772211098,10,4,NULL,43,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(11,1,1772211394,15,5,NULL,55,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(12,1,1772211661,6,2,NULL,70,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(13,1,1772212101,6,2,NULL,39,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(14,1,1772212531,2,1,NULL,56,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(15,1,1772216423,6,2,NULL,51,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(16,1,1772218529,4,2,NULL,61,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(17,1,1772218605,9,3,NULL,69,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(18,1,1772218883,9,3,NULL,44,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(19,1,1772219298,4,2,NULL,45,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(20,1,1772219769,4,2,NULL,52,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(21,1,1772220432,15,5,NULL,67,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(22,1,1772220705,8,3,NULL,33,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(23,1,1772220729,4,2,NULL,34,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(24,1,1772221517,7,2,NULL,62,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(25,1,1772223055,7,2,NULL,75,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(26,1,1772225558,14,5,NULL,32,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(27,1,1772225915,10,4,NULL,36,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(28,1,1772226694,7,2,NULL,46,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(29,1,1772226770,5,2,NULL,47,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(30,1,1772227236,3,2,NULL,31,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(31,1,1772227435,12,4,NULL,48,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(32,1,1772227698,10,4,NULL,76,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(33,1,1772228991,2,1,NULL,63,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(34,1,1772229322,10,4,NULL,68,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(35,1,1772229464,10,4,NULL,73,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(36,1,1772229511,9,3,NULL,38,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(37,1,1772234267,3,2,NULL,72,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(38,1,1772234945,12,4,NULL,64,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(39,1,1772235219,11,4,NULL,65,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(40,1,1772235369,2,1,NULL,49,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(41,1,1774949055,4,2,NULL,71,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(42,1,1774952938,9,3,NULL,50,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(43,1,1774958760,7,2,NULL,35,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(44,1,1774958841,5,2,NULL,37,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(45,1,1774959843,2,1,NULL,77,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(46,1,1774959949,7,2,NULL,41,NULL,NULL,NULL,0,NULL,1,NULL,0);
INSERT INTO "lead_state" VALUES(47,1,1774962472,7,2,NULL,53,NULL,NULL,NULL,0,NULL,1,NULL,0);
CREATE TABLE meta (                             -- one row per fact about this file itself
  key   text primary key,                       -- created_at, currency
  value text not null                           -- as text
) strict, without rowid;
INSERT INTO "meta" VALUES('created_at','1774969200');
INSERT INTO "meta" VALUES('currency','USD');
CREATE TABLE opportunity (                      -- potential value as its owner sees it; append-only, the latest row of a key holds
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
INSERT INTO "opportunity" VALUES(1,5,'',4,120000,NULL,NULL,1774969200,1774969200,NULL);
CREATE TABLE product (                          -- what the lead asks for
  id   integer primary key,
  name text not null unique collate nocase      -- as first written
) strict;
INSERT INTO "product" VALUES(1,'Dispatch');
INSERT INTO "product" VALUES(2,'Fleet');
INSERT INTO "product" VALUES(3,'Invoicing');
INSERT INTO "product" VALUES(4,'Scheduling');
CREATE TABLE record_type (                      -- the kinds of lead; strategies and reports are per kind
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;
INSERT INTO "record_type" VALUES(1,'Lead');
INSERT INTO "record_type" VALUES(2,'Inbound');
INSERT INTO "record_type" VALUES(3,'Partner');
CREATE TABLE run (                              -- one execution of assign, undo …
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
INSERT INTO "run" VALUES(1,'assign',1774969200,1774969200,1774969200,1,'tallyfield','{"limit": 30}','{"run": 1, "dry_run": false, "now": 1774969200, "config_version": 1, "seed": "tallyfield", "considered": 47, "distributed": 30, "hops": 0, "held": 0, "withheld_duplicates": 0, "given": [{"strategy": "Partner desk", "recipient": "priya", "level": "user", "leads": 2}, {"strategy": "Enterprise", "recipient": "ana", "level": "user", "leads": 1}, {"strategy": "Enterprise", "recipient": "frank", "level": "user", "leads": 1}, {"strategy": "Enterprise", "recipient": "mia", "level": "user", "leads": 1}, {"strategy": "Spanish desk", "recipient": "ines", "level": "user", "leads": 1}, {"strategy": "Spanish desk", "recipient": "mia", "level": "user", "leads": 1}, {"strategy": "West Coast", "recipient": "ines", "level": "user", "leads": 2}, {"strategy": "West Coast", "recipient": "jack", "level": "user", "leads": 1}, {"strategy": "West Coast", "recipient": "kofi", "level": "user", "leads": 1}, {"strategy": "West Coast", "recipient": "noah", "level": "user", "leads": 1}, {"strategy": "East and Central", "recipient": "bob", "level": "user", "leads": 4}, {"strategy": "East and Central", "recipient": "carla", "level": "user", "leads": 4}, {"strategy": "East and Central", "recipient": "ellen", "level": "user", "leads": 4}, {"strategy": "East and Central", "recipient": "gita", "level": "user", "leads": 4}, {"strategy": "East and Central", "recipient": "dmitri", "level": "user", "leads": 2}], "held_by_reason": {}, "examples": {}, "shortages": [], "warnings": []}',NULL,1774969200);
INSERT INTO "run" VALUES(2,'undo',1774969200,1774969200,1774969200,NULL,'','{"force": false}','{"undone_run": 1, "run": 2, "dry_run": false, "now": 1774969200, "leads": 30, "passages": 30, "reattributed": 0, "by_recipient": {"bob": 4, "ellen": 4, "carla": 4, "gita": 4, "ines": 3, "mia": 2, "dmitri": 2, "priya": 2, "ana": 1, "frank": 1, "kofi": 1, "jack": 1, "noah": 1}, "kept": []}',1,NULL);
INSERT INTO "run" VALUES(3,'assign',1774969200,1774969200,1774969200,1,'tallyfield','{}','{"run": 3, "dry_run": false, "now": 1774969200, "config_version": 1, "seed": "tallyfield", "considered": 47, "distributed": 47, "hops": 0, "held": 0, "withheld_duplicates": 0, "given": [{"strategy": "Partner desk", "recipient": "priya", "level": "user", "leads": 4}, {"strategy": "Enterprise", "recipient": "ana", "level": "user", "leads": 1}, {"strategy": "Enterprise", "recipient": "frank", "level": "user", "leads": 1}, {"strategy": "Enterprise", "recipient": "mia", "level": "user", "leads": 1}, {"strategy": "Spanish desk", "recipient": "ines", "level": "user", "leads": 2}, {"strategy": "Spanish desk", "recipient": "ana", "level": "user", "leads": 1}, {"strategy": "Spanish desk", "recipient": "mia", "level": "user", "leads": 1}, {"strategy": "West Coast", "recipient": "ines", "level": "user", "leads": 4}, {"strategy": "West Coast", "recipient": "kofi", "level": "user", "leads": 3}, {"strategy": "West Coast", "recipient": "jack", "level": "user", "leads": 2}, {"strategy": "West Coast", "recipient": "noah", "level": "user", "leads": 2}, {"strategy": "East and Central", "recipient": "bob", "level": "user", "leads": 6}, {"strategy": "East and Central", "recipient": "ellen", "level": "user", "leads": 6}, {"strategy": "East and Central", "recipient": "carla", "level": "user", "leads": 5}, {"strategy": "East and Central", "recipient": "gita", "level": "user", "leads": 5}, {"strategy": "East and Central", "recipient": "dmitri", "level": "user", "leads": 3}], "held_by_reason": {}, "examples": {}, "shortages": [], "warnings": []}',NULL,NULL);
CREATE TABLE shift (                            -- weekly working hours, in the user's zone; no row = always
  id         integer primary key,
  user_id    integer not null references user(id),
  weekday    integer not null check (weekday between 0 and 6),  -- 0 = Monday
  starts     integer not null check (starts between 0 and 1440),  -- minutes after local midnight
  ends       integer not null check (ends between 0 and 2880),  -- over 1440 = runs past midnight
  timezone   text,                              -- null = the user's
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
INSERT INTO "shift" VALUES(1,1,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(2,1,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(3,1,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(4,1,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(5,1,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(6,2,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(7,2,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(8,2,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(9,2,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(10,2,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(11,3,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(12,3,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(13,3,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(14,3,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(15,3,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(16,4,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(17,4,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(18,4,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(19,4,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(20,4,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(21,5,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(22,5,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(23,5,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(24,5,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(25,5,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(26,6,0,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(27,6,1,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(28,6,2,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(29,6,3,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(30,6,4,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(31,7,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(32,7,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(33,7,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(34,7,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(35,7,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(36,8,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(37,8,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(38,8,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(39,8,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(40,8,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(41,9,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(42,9,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(43,9,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(44,9,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(45,9,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(46,10,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(47,10,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(48,10,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(49,10,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(50,10,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(51,11,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(52,11,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(53,11,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(54,11,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(55,11,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(56,12,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(57,12,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(58,12,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(59,12,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(60,12,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(61,13,0,480,1080,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(62,13,2,480,1080,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(63,13,3,480,1080,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(64,14,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(65,14,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(66,14,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(67,14,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(68,14,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(69,15,0,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(70,15,1,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(71,15,2,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(72,15,3,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(73,15,4,450,990,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(74,16,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(75,16,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(76,16,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(77,16,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(78,16,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(79,17,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(80,17,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(81,17,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(82,17,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(83,17,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(84,18,0,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(85,18,1,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(86,18,2,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(87,18,3,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(88,18,4,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(89,19,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(90,19,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(91,19,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(92,19,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(93,19,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(94,20,0,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(95,20,1,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(96,20,2,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(97,20,3,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(98,20,4,540,780,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(99,21,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(100,21,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(101,21,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(102,21,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(103,21,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(104,22,0,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(105,22,1,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(106,22,2,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(107,22,3,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(108,22,4,600,1140,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(109,23,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(110,23,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(111,23,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(112,23,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(113,23,4,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(114,24,0,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(115,24,1,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(116,24,2,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(117,24,3,540,1050,NULL,1774969200,NULL);
INSERT INTO "shift" VALUES(118,24,4,540,1050,NULL,1774969200,NULL);
CREATE TABLE source (                           -- provider or list
  id          integer primary key,
  name        text not null unique collate nocase,  -- as first written
  source_type text                              -- external database, existing customer, point of sale …
) strict;
INSERT INTO "source" VALUES(1,'Partner portal',NULL);
INSERT INTO "source" VALUES(2,'Phone call',NULL);
INSERT INTO "source" VALUES(3,'Purchased list',NULL);
INSERT INTO "source" VALUES(4,'Referral',NULL);
INSERT INTO "source" VALUES(5,'Search ads',NULL);
INSERT INTO "source" VALUES(6,'Web form',NULL);
INSERT INTO "source" VALUES(7,'Webinar',NULL);
CREATE TABLE status (                           -- the team's own status names
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;
INSERT INTO "status" VALUES(1,'New');
INSERT INTO "status" VALUES(2,'Waiting');
INSERT INTO "status" VALUES(3,'Attempted');
INSERT INTO "status" VALUES(4,'Contacted');
INSERT INTO "status" VALUES(5,'Closed');
INSERT INTO "status" VALUES(6,'Dead');
INSERT INTO "status" VALUES(7,'Queued');
INSERT INTO "status" VALUES(8,'In talks');
INSERT INTO "status" VALUES(9,'Demo booked');
INSERT INTO "status" VALUES(10,'Won');
INSERT INTO "status" VALUES(11,'Lost');
INSERT INTO "status" VALUES(12,'Not a fit');
CREATE TABLE status_version (                   -- what a status meant, and when
  id            integer primary key,
  status_id     integer not null references status(id),
  system        text not null check (system in ('new', 'waiting', 'attempted', 'contacted', 'closed', 'dead')),  -- what the reports know it as
  probability   integer not null default 0 check (probability between 0 and 100),  -- per cent
  max_unworked  integer,                        -- seconds a lead may stay here unworked
  valid_from    integer not null,               -- inclusive; the first version of a status is valid from 0
  valid_to      integer                         -- exclusive; null = still valid
) strict;
INSERT INTO "status_version" VALUES(1,1,'new',10,NULL,0,1774969200);
INSERT INTO "status_version" VALUES(2,2,'waiting',10,NULL,0,NULL);
INSERT INTO "status_version" VALUES(3,3,'attempted',15,NULL,0,1774969200);
INSERT INTO "status_version" VALUES(4,4,'contacted',30,NULL,0,NULL);
INSERT INTO "status_version" VALUES(5,5,'closed',100,NULL,0,NULL);
INSERT INTO "status_version" VALUES(6,6,'dead',0,NULL,0,NULL);
INSERT INTO "status_version" VALUES(7,1,'new',5,NULL,1774969200,NULL);
INSERT INTO "status_version" VALUES(8,7,'waiting',5,NULL,0,NULL);
INSERT INTO "status_version" VALUES(9,3,'attempted',10,172800,1774969200,NULL);
INSERT INTO "status_version" VALUES(10,8,'contacted',25,NULL,0,NULL);
INSERT INTO "status_version" VALUES(11,9,'contacted',40,NULL,0,NULL);
INSERT INTO "status_version" VALUES(12,10,'closed',100,NULL,0,NULL);
INSERT INTO "status_version" VALUES(13,11,'dead',0,NULL,0,NULL);
INSERT INTO "status_version" VALUES(14,12,'dead',0,NULL,0,NULL);
CREATE TABLE strategy (                         -- a rule that distributes, by name; what it was when: strategy_enabled
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;
INSERT INTO "strategy" VALUES(1,'Rheinland referrals');
INSERT INTO "strategy" VALUES(2,'Rheinland team');
INSERT INTO "strategy" VALUES(3,'Partner desk');
INSERT INTO "strategy" VALUES(4,'Enterprise');
INSERT INTO "strategy" VALUES(5,'DACH');
INSERT INTO "strategy" VALUES(6,'Spanish desk');
INSERT INTO "strategy" VALUES(7,'West Coast');
INSERT INTO "strategy" VALUES(8,'East and Central');
CREATE TABLE strategy_enabled (                 -- when a strategy stood in the applied config, and how
  id             integer primary key,
  strategy_id    integer not null references strategy(id),
  mode           text not null check (mode in ('push', 'pull')),  -- does the tool give, or the user take
  method         text not null,                 -- round_robin, weighted, direct …
  record_type_id integer references record_type(id),  -- null = every record type
  valid_from     integer not null,              -- inclusive
  valid_to       integer                        -- exclusive; null = still so
) strict;
INSERT INTO "strategy_enabled" VALUES(1,1,'push','direct',3,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(2,2,'push','round_robin',NULL,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(3,3,'push','direct',3,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(4,4,'push','weighted',2,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(5,5,'push','round_robin',2,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(6,6,'push','round_robin',2,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(7,7,'push','weighted',2,1774969200,NULL);
INSERT INTO "strategy_enabled" VALUES(8,8,'push','weighted',2,1774969200,NULL);
CREATE TABLE strategy_member (                  -- the dated roster: who could get leads from which strategy
  id          integer primary key,
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  weight      integer not null,                 -- millionths; 1_000_000 = weight 1
  team_id     integer references team(id),      -- the team through which the user is a member, if any
  valid_from  integer not null,                 -- inclusive
  valid_to    integer                           -- exclusive; null = still so
) strict;
INSERT INTO "strategy_member" VALUES(1,1,21,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(2,1,22,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(3,2,21,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(4,2,22,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(5,3,2,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(6,4,14,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(7,4,3,2000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(8,4,8,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(9,5,16,1000000,4,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(10,5,17,1000000,4,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(11,5,18,1000000,4,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(12,5,19,1000000,4,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(13,5,20,1000000,4,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(14,6,10,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(15,6,14,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(16,6,3,1000000,NULL,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(17,7,10,1500000,3,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(18,7,11,1000000,3,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(19,7,12,1000000,3,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(20,7,13,600000,3,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(21,7,15,1000000,3,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(22,8,4,1000000,2,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(23,8,5,1000000,2,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(24,8,6,500000,2,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(25,8,7,1000000,2,1774969200,NULL);
INSERT INTO "strategy_member" VALUES(26,8,9,1000000,2,1774969200,NULL);
CREATE TABLE team (                             -- a named group of users with one owner
  id         integer primary key,
  name       text not null unique collate nocase,  -- unique
  owner_id   integer references user(id),       -- the group head
  owner_wanted text,                            -- as account.owner_wanted
  account_id integer references account(id),
  disabled_at integer,                          -- cache of team_disabled: null = enabled
  created_at integer not null                   -- when leadctl first knew it
) strict;
INSERT INTO "team" VALUES(1,'Enterprise',1,NULL,1,NULL,1774969200);
INSERT INTO "team" VALUES(2,'East desk',5,NULL,2,NULL,1774969200);
INSERT INTO "team" VALUES(3,'West desk',10,NULL,4,NULL,1774969200);
INSERT INTO "team" VALUES(4,'DACH',16,NULL,6,NULL,1774969200);
CREATE TABLE team_disabled (                    -- when strategies did not reach people through a team
  id         integer primary key,
  team_id    integer not null references team(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- exclusive; null = still so
  reason     text                               -- in words, as typed
) strict;
CREATE TABLE team_member (                      -- who was in which team, and when
  id         integer primary key,
  team_id    integer not null references team(id),
  user_id    integer not null references user(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
INSERT INTO "team_member" VALUES(1,1,3,0,NULL);
INSERT INTO "team_member" VALUES(2,2,4,0,NULL);
INSERT INTO "team_member" VALUES(3,2,5,0,NULL);
INSERT INTO "team_member" VALUES(4,2,6,0,NULL);
INSERT INTO "team_member" VALUES(5,2,7,0,NULL);
INSERT INTO "team_member" VALUES(6,1,8,0,NULL);
INSERT INTO "team_member" VALUES(7,2,9,0,NULL);
INSERT INTO "team_member" VALUES(8,3,10,0,NULL);
INSERT INTO "team_member" VALUES(9,3,11,0,NULL);
INSERT INTO "team_member" VALUES(10,3,12,0,NULL);
INSERT INTO "team_member" VALUES(11,3,13,0,NULL);
INSERT INTO "team_member" VALUES(12,1,14,0,NULL);
INSERT INTO "team_member" VALUES(13,3,15,0,NULL);
INSERT INTO "team_member" VALUES(14,4,16,0,NULL);
INSERT INTO "team_member" VALUES(15,4,17,0,NULL);
INSERT INTO "team_member" VALUES(16,4,18,0,NULL);
INSERT INTO "team_member" VALUES(17,4,19,0,NULL);
INSERT INTO "team_member" VALUES(18,4,20,0,NULL);
CREATE TABLE touch (                            -- automated marketing activity, or a CRM row without a user: nobody's work
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
INSERT INTO "touch" VALUES(1,5,'marketing','email_opened',NULL,NULL,1774969200,1774969200,NULL);
CREATE TABLE transfer (                         -- append-only: the lead changed hands by hand
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
INSERT INTO "transfer" VALUES(1,5,12,4,74,'ops',NULL,1774969200,1774969200);
CREATE TABLE user (                             -- a salesperson or manager
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
INSERT INTO "user" VALUES(1,'helen','Helen Marsh','helen@tallyfield.example',1,'America/New_York',1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(2,'priya','Priya Raman','priya@tallyfield.example',1,'America/New_York',1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(3,'ana','Ana Ortega','ana@tallyfield.example',2,'America/New_York',2000000,NULL,15,NULL,120,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(4,'bob','Bob Lindqvist','bob@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(5,'carla','Carla Rossi','carla@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(6,'dmitri','Dmitri Orlov','dmitri@tallyfield.example',2,'America/New_York',500000,NULL,40,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(7,'ellen','Ellen Boyd','ellen@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(8,'frank','Frank Novak','frank@tallyfield.example',3,'America/Chicago',1000000,NULL,15,NULL,120,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(9,'gita','Gita Shah','gita@tallyfield.example',3,'America/Chicago',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(10,'ines','Inés Calderón','ines@tallyfield.example',4,'America/Los_Angeles',1500000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(11,'jack','Jack Tanaka','jack@tallyfield.example',4,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(12,'kofi','Kofi Mensah','kofi@tallyfield.example',4,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(13,'lena','Lena Park','lena@tallyfield.example',4,'America/Los_Angeles',600000,NULL,50,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(14,'mia','Mia Duarte','mia@tallyfield.example',5,'America/Los_Angeles',1000000,NULL,15,NULL,120,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(15,'noah','Noah Pruitt','noah@tallyfield.example',5,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(16,'anke','Anke Schröder','anke@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(17,'bernd','Bernd Kühn','bernd@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(18,'claudia','Claudia Weiß','claudia@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(19,'dirk','Dirk Möller','dirk@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(20,'emre','Emre Yıldız','emre@tallyfield.example',6,'Europe/Berlin',500000,NULL,60,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(21,'fabian','Fabian Roth','fabian@tallyfield.example',7,'Europe/Berlin',1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(22,'greta','Greta Sommer','greta@tallyfield.example',7,'Europe/Berlin',1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(23,'sam','Sam Whitfield','sam@tallyfield.example',8,'America/Chicago',1000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
INSERT INTO "user" VALUES(24,'tess','Tess Okoro','tess@tallyfield.example',8,'America/Chicago',2000000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774969200);
CREATE TABLE user_account (                     -- where a user sat, and when
  id         integer primary key,
  user_id    integer not null references user(id),
  account_id integer not null references account(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
INSERT INTO "user_account" VALUES(1,1,1,0,NULL);
INSERT INTO "user_account" VALUES(2,2,1,0,NULL);
INSERT INTO "user_account" VALUES(3,3,2,0,NULL);
INSERT INTO "user_account" VALUES(4,4,2,0,NULL);
INSERT INTO "user_account" VALUES(5,5,2,0,NULL);
INSERT INTO "user_account" VALUES(6,6,2,0,NULL);
INSERT INTO "user_account" VALUES(7,7,2,0,NULL);
INSERT INTO "user_account" VALUES(8,8,3,0,NULL);
INSERT INTO "user_account" VALUES(9,9,3,0,NULL);
INSERT INTO "user_account" VALUES(10,10,4,0,NULL);
INSERT INTO "user_account" VALUES(11,11,4,0,NULL);
INSERT INTO "user_account" VALUES(12,12,4,0,NULL);
INSERT INTO "user_account" VALUES(13,13,4,0,NULL);
INSERT INTO "user_account" VALUES(14,14,5,0,NULL);
INSERT INTO "user_account" VALUES(15,15,5,0,NULL);
INSERT INTO "user_account" VALUES(16,16,6,0,NULL);
INSERT INTO "user_account" VALUES(17,17,6,0,NULL);
INSERT INTO "user_account" VALUES(18,18,6,0,NULL);
INSERT INTO "user_account" VALUES(19,19,6,0,NULL);
INSERT INTO "user_account" VALUES(20,20,6,0,NULL);
INSERT INTO "user_account" VALUES(21,21,7,0,NULL);
INSERT INTO "user_account" VALUES(22,22,7,0,NULL);
INSERT INTO "user_account" VALUES(23,23,8,0,NULL);
INSERT INTO "user_account" VALUES(24,24,8,0,NULL);
CREATE TABLE user_disabled (                    -- when a user could not take leads
  id         integer primary key,
  user_id    integer not null references user(id),
  valid_from integer not null,                  -- inclusive
  valid_to   integer,                           -- exclusive; null = still so
  reason     text                               -- in words, as typed
) strict;
CREATE TABLE user_tag (                         -- language, product, licence, seniority …
  id         integer primary key,
  user_id    integer not null references user(id),
  tag        text not null collate nocase,      -- spanish, senior, licence-ca …
  valid_from integer not null,                  -- inclusive
  valid_to   integer                            -- exclusive; null = still so
) strict;
INSERT INTO "user_tag" VALUES(1,1,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(2,2,'partners',1774969200,NULL);
INSERT INTO "user_tag" VALUES(3,2,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(4,3,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(5,3,'spanish',1774969200,NULL);
INSERT INTO "user_tag" VALUES(6,5,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(7,8,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(8,10,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(9,10,'spanish',1774969200,NULL);
INSERT INTO "user_tag" VALUES(10,14,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(11,14,'spanish',1774969200,NULL);
INSERT INTO "user_tag" VALUES(12,16,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(13,16,'senior',1774969200,NULL);
INSERT INTO "user_tag" VALUES(14,17,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(15,18,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(16,19,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(17,20,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(18,20,'turkish',1774969200,NULL);
INSERT INTO "user_tag" VALUES(19,21,'german',1774969200,NULL);
INSERT INTO "user_tag" VALUES(20,22,'german',1774969200,NULL);
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX status_version_by_status on status_version (status_id, valid_from);
CREATE INDEX strategy_enabled_by_strategy on strategy_enabled (strategy_id, valid_from);
CREATE INDEX strategy_member_by_strategy on strategy_member (strategy_id, user_id, valid_from);
CREATE INDEX account_disabled_by_account on account_disabled (account_id, valid_from);
CREATE INDEX user_by_account on user (account_id);
CREATE INDEX user_disabled_by_user on user_disabled (user_id, valid_from);
CREATE INDEX user_account_by_user on user_account (user_id, valid_from);
CREATE INDEX team_disabled_by_team on team_disabled (team_id, valid_from);
CREATE INDEX team_member_by_team on team_member (team_id, user_id, valid_from);
CREATE INDEX team_member_by_user on team_member (user_id, valid_from);
CREATE INDEX user_tag_by_user on user_tag (user_id, tag);
CREATE INDEX shift_by_user on shift (user_id, weekday);
CREATE INDEX absence_by_user on absence (user_id, starts_at);
CREATE INDEX import_by_sha256 on import (sha256);
CREATE INDEX import_reject_by_import on import_reject (import_id, warning);
CREATE UNIQUE INDEX lead_identity on lead (identity) where undone_at is null;
CREATE INDEX lead_by_email on lead (email, record_type_id, received_at) where email is not null;
CREATE INDEX lead_by_phone on lead (phone, record_type_id, received_at) where phone is not null;
CREATE INDEX lead_by_external_id on lead (external_id) where external_id is not null;
CREATE INDEX lead_by_import on lead (import_id);
CREATE INDEX lead_key_by_lead on lead_key (lead_id);
CREATE INDEX lead_state_waiting on lead_state (lead_id) where waiting = 1;
CREATE INDEX lead_state_by_owner on lead_state (owner_id, lead_id) where owner_id is not null;
CREATE INDEX lead_state_by_original on lead_state (duplicate_of) where duplicate_of is not null;
CREATE INDEX lead_change_by_lead on lead_change (lead_id);
CREATE INDEX lead_change_by_import on lead_change (import_id);
CREATE UNIQUE INDEX distribution_one_holder on distribution (lead_id)
  where ended_at is null and undone_at is null and shared = 0 and level <> 'account';
CREATE UNIQUE INDEX distribution_one_per_user on distribution (lead_id, user_id)
  where ended_at is null and undone_at is null and level = 'user';
CREATE INDEX distribution_by_lead on distribution (lead_id, distributed_at);
CREATE INDEX distribution_by_time on distribution (distributed_at, id);
CREATE INDEX distribution_by_user on distribution (user_id, distributed_at);
CREATE INDEX distribution_by_run on distribution (run_id) where run_id is not null;
CREATE INDEX distribution_again on distribution (distributed_at, lead_id) where again = 1;
CREATE INDEX distribution_for_reports on distribution (
  record_type_id, mode, strategy_id, user_id, distributed_at, again, lead_id, system_then, first_worked_at,
  contacted_at, first_status_change_at, closed_at, last_activity_at, actions, appointments, passed_on_at, account_id,
  team_id, level, origin, source_id, campaign_id, reached_at, offered, accepted_at, rejected_at, expired_at, ended_at
) where undone_at is null and shared = 0;
CREATE UNIQUE INDEX distribution_by_external_id on distribution (external_id) where external_id is not null and undone_at is null;
CREATE INDEX credit_checkpoint_by_strategy on credit_checkpoint (strategy_id, before_distribution_id);
CREATE INDEX transfer_by_lead on transfer (lead_id, happened_at);
CREATE INDEX activity_by_lead on activity (lead_id, happened_at);
CREATE INDEX activity_by_distribution on activity (distribution_id, happened_at);
CREATE INDEX activity_by_time on activity (happened_at, recorded_at, voided_at);
CREATE INDEX activity_of_nobody on activity (happened_at) where distribution_id is null and user_id is not null;
CREATE INDEX activity_crm on activity (lead_id, happened_at) where origin = 'crm' and voided_at is null;
CREATE UNIQUE INDEX activity_by_external_id on activity (external_id) where external_id is not null;
CREATE INDEX touch_by_lead on touch (lead_id, happened_at);
CREATE UNIQUE INDEX touch_by_external_id on touch (external_id) where external_id is not null;
CREATE INDEX opportunity_by_lead on opportunity (lead_id, key, happened_at);
COMMIT;
PRAGMA user_version = 1;
PRAGMA application_id = 1818583396;
