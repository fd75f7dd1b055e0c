-- A database of schema 2: all methods, offers with every answer, pulls, customers, territories, three runs of which one was undone.
BEGIN TRANSACTION;
CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
INSERT INTO "_sqlite_migrations" VALUES(1,'leadctl','0001_initial','2026-11-22 05:54:08.788679+00:00');
INSERT INTO "_sqlite_migrations" VALUES(2,'leadctl','0002_engine','2026-11-22 05:54:08.847503+00:00');
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
, auto_accept /* 1 = offers to the account count as accepted at once */ integer not null default 0 check (auto_accept in (0, 1)), state /* code, as lead.state */ text, city /* as written */ text, postal_code /* as written */ text, latitude /* degrees north; null = from postal code or city */ real, longitude /* degrees east */ real) strict;
INSERT INTO "account" VALUES(1,'Corporate',NULL,'corporate',1,NULL,1,'US','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(2,'East',1,'branch',5,NULL,NULL,'US','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(3,'Central',1,'branch',8,NULL,NULL,'US','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(4,'West',1,'branch',10,NULL,NULL,'US','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(5,'Bay Area',4,'branch',14,NULL,NULL,'US','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(6,'Europe',1,'branch',16,NULL,NULL,'DE','{}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(7,'Rheinland Systeme',6,'partner',21,NULL,0,'DE','{"region":"DACH","level":"silver"}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "account" VALUES(8,'Summit Partners',3,'partner',23,NULL,0,'US','{"region":"North America","level":"gold"}',NULL,1774875600,0,NULL,NULL,NULL,NULL,NULL);
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
INSERT INTO "activity" VALUES(1,90,3,53,'action','call',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'leadctl',NULL,NULL,1774969320,1774969320,'root',NULL,NULL,NULL);
INSERT INTO "activity" VALUES(2,90,3,53,'status',NULL,1,3,'new','attempted',NULL,NULL,NULL,'leadctl',NULL,NULL,1774969320,1774969320,'root',NULL,NULL,NULL);
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
INSERT INTO "candidate_set" VALUES(1,X'61095B014A63397A965B123D7FF64222','[[1,1000000,null],[2,1000000,null],[3,120000000,null],[5,1000000,null],[8,120000000,"off_shift"],[10,1500000,"off_shift"],[14,120000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(2,X'DA72D7F586A933B97F1B8D5DC431FF4C','[[3,2000000,null],[8,1000000,"off_shift"],[14,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(3,X'45E29C7B4B67AC94161979856564EB00','[[1,1000000,null],[2,1000000,null],[3,1000000,null],[5,1000000,null],[8,1000000,"off_shift"],[10,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(4,X'ACF893AA4F58687DBBCE9DE3C0A6BF29','[[4,1000000,"lacks_tag"],[5,1000000,null],[6,1000000,"lacks_tag"],[7,1000000,"lacks_tag"],[9,1000000,"lacks_tag"],[10,1000000,"off_shift"],[11,1000000,"off_shift"],[12,1000000,"off_shift"],[13,1000000,"off_shift"],[15,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(5,X'EA92B5EF0DD6AA609BEB31A903849832','[[4,1000000,"inactive"],[5,1000000,"inactive"],[6,1000000,"inactive"],[7,1000000,"inactive"],[9,1000000,"inactive"],[10,1000000,"off_shift"],[11,1000000,"off_shift"],[12,1000000,"off_shift"],[13,1000000,"off_shift"],[15,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(6,X'F46610F95A8E574891803F2F8C84E183','[[4,200000,null],[5,200000,null],[6,200000,null],[7,200000,null],[9,200000,null],[10,1000000,"off_shift"],[11,1000000,"off_shift"],[12,1000000,"off_shift"],[13,1000000,"off_shift"],[15,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(7,X'0174EC8400BF30EFE773807ACF3DD5F6','[[3,1000000,null],[8,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(8,X'8ACD4D0C4B96D7E379A1B0E83A55E89A','[[5,1000000,null]]');
INSERT INTO "candidate_set" VALUES(9,X'80C768DE5702C6D59D13C530469C7CF6','[[3,1000000,null]]');
INSERT INTO "candidate_set" VALUES(10,X'9DA9DC36276F60303504F7F5940751B0','[[1,1000000,null],[2,1000000,null],[3,1000000,"cap_day"],[5,1000000,null],[8,1000000,"off_shift"],[10,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(11,X'3178E554587C8C9DCC943E5EE4C6D6EC','[[4,1000000,null],[5,1000000,null],[6,1000000,null],[7,1000000,null],[9,1000000,null],[10,1000000,"off_shift"],[11,1000000,"off_shift"],[12,1000000,"off_shift"],[13,1000000,"off_shift"],[15,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(12,X'6DF52E26BCC54E5C5D24DDE87455259E','[[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(13,X'517356685A2695B9E8FC8070E62ABD9D','[[1,1000000,null],[2,1000000,null],[3,120000000,"cap_day"],[5,1000000,null],[8,120000000,"off_shift"],[10,1500000,"off_shift"],[14,120000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(14,X'DE1B5FBB4FD92DC8082BDB4A4BBF0AFF','[[3,1000000,"lacks_tag"],[8,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(15,X'56C9FF715A4CEC45F2EF1A4EF0FA3EC1','[[3,1000000,"cap_day"],[8,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(16,X'2186B1AE915BE88BDAAD8145884DAF03','[[3,2000000,"cap_day"],[8,1000000,"off_shift"],[14,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(17,X'D0F22AB1A2502F08CBA0786A284553FB','[[1,1000000,null],[2,1000000,null],[3,120000000,null],[5,1000000,null],[8,120000000,null],[10,1500000,"off_shift"],[14,120000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(18,X'7F8FF9EB4FEBA51E769E95A4A4FE1D7D','[[3,2000000,null],[8,1000000,null],[14,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(19,X'96DDBA619F2D435D6E7993E8EC85CBCD','[[8,1000000,null]]');
INSERT INTO "candidate_set" VALUES(20,X'95E85F03BD12C11750A5FE52297CF329','[[1,1000000,null],[2,1000000,null],[3,1000000,null],[5,1000000,null],[8,1000000,null],[10,1000000,"off_shift"],[14,1000000,"off_shift"],[16,1000000,null]]');
INSERT INTO "candidate_set" VALUES(21,X'DECB355CC19C885995C9AF67FA0542D8','[[3,1000000,null],[8,1000000,"lacks_tag"],[14,1000000,"off_shift"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(22,X'C50113D5393F548F72338023D1F4E592','[[3,1000000,"lacks_tag"],[8,1000000,"lacks_tag"],[14,1000000,"off_shift"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(23,X'462F1433AADD0670B11311629B956E18','[[6,1000000,null]]');
INSERT INTO "candidate_set" VALUES(24,X'1A90BAE4E17473D795A945593894B97D','[[4,1000000,"inactive"],[5,1000000,"inactive"],[6,1000000,"inactive"],[7,1000000,"inactive"],[9,1000000,"inactive"],[10,1000000,"inactive"],[11,1000000,"inactive"],[12,1000000,"inactive"],[13,1000000,"inactive"],[15,1000000,"inactive"]]');
INSERT INTO "candidate_set" VALUES(25,X'53109E50A3AC1B44393CC2A8A5D19463','[[3,1000000,"lacks_tag"],[8,1000000,"lacks_tag"],[14,1000000,"lacks_tag"],[16,1000000,"lacks_tag"],[17,1000000,"lacks_tag"],[18,1000000,"lacks_tag"],[19,1000000,"lacks_tag"],[20,1000000,"off_shift"]]');
INSERT INTO "candidate_set" VALUES(26,X'9C68CAA6EB58B2E1A665713E50A6F6CD','[[3,1000000,null],[8,1000000,null]]');
INSERT INTO "candidate_set" VALUES(27,X'AB3EF6C9146250809F22F6B6A740A78D','[[3,1000000,"cap_day"],[8,1000000,null]]');
INSERT INTO "candidate_set" VALUES(28,X'8E095C8129E22CA97D789D9312004856','[[1,1000000,null]]');
INSERT INTO "candidate_set" VALUES(29,X'391DC10C71B5DB06496D1291F917289E','[[3,1000000,"cap_day"],[8,1000000,"cap_day"]]');
INSERT INTO "candidate_set" VALUES(30,X'DB394D8AEB9579E7082228DD437801A7','[[2,1000000,null]]');
INSERT INTO "candidate_set" VALUES(31,X'18CDA84A5D994EB95C43CC204386DE40','[[4,1000000,null]]');
CREATE TABLE company_key (                      -- by what the company behind a lead is recognised; filled where a strategy asks for it
  kind    text not null check (kind in ('domain', 'name')),  -- as customer_key
  value   text not null,                        -- as customer_key
  lead_id integer not null references lead(id),
  primary key (kind, value, lead_id)
) strict, without rowid;
INSERT INTO "company_key" VALUES('domain','cedar-solar.example',1);
INSERT INTO "company_key" VALUES('name','cedar solar services',1);
INSERT INTO "company_key" VALUES('domain','westbrook-heating.example',2);
INSERT INTO "company_key" VALUES('name','westbrook heating sons',2);
INSERT INTO "company_key" VALUES('domain','juniper-glazing.example',3);
INSERT INTO "company_key" VALUES('name','juniper glazing services',3);
INSERT INTO "company_key" VALUES('domain','prairie-heating.example',4);
INSERT INTO "company_key" VALUES('name','prairie heating',4);
INSERT INTO "company_key" VALUES('domain','copper-elevators.example',5);
INSERT INTO "company_key" VALUES('name','copper elevators services',5);
INSERT INTO "company_key" VALUES('domain','valley-glazing.example',6);
INSERT INTO "company_key" VALUES('name','valley glazing',6);
INSERT INTO "company_key" VALUES('domain','prairie-landscaping.example',7);
INSERT INTO "company_key" VALUES('name','prairie landscaping',7);
INSERT INTO "company_key" VALUES('domain','stonegate-roofing.example',8);
INSERT INTO "company_key" VALUES('name','stonegate roofing',8);
INSERT INTO "company_key" VALUES('domain','yellowtail-heating.example',9);
INSERT INTO "company_key" VALUES('name','yellowtail heating sons',9);
INSERT INTO "company_key" VALUES('domain','pinnacle-landscaping.example',10);
INSERT INTO "company_key" VALUES('name','pinnacle landscaping group',10);
INSERT INTO "company_key" VALUES('domain','granite-elevators.example',11);
INSERT INTO "company_key" VALUES('name','granite elevators',11);
INSERT INTO "company_key" VALUES('domain','union-paving.example',12);
INSERT INTO "company_key" VALUES('name','union paving sons',12);
INSERT INTO "company_key" VALUES('domain','copper-heating.example',13);
INSERT INTO "company_key" VALUES('name','copper heating',13);
INSERT INTO "company_key" VALUES('domain','lakeside-plumbing.example',14);
INSERT INTO "company_key" VALUES('name','lakeside plumbing',14);
INSERT INTO "company_key" VALUES('domain','stonegate-landscaping.example',15);
INSERT INTO "company_key" VALUES('name','stonegate landscaping services',15);
INSERT INTO "company_key" VALUES('domain','juniper-solar.example',16);
INSERT INTO "company_key" VALUES('name','juniper solar',16);
INSERT INTO "company_key" VALUES('domain','keystone-solar.example',17);
INSERT INTO "company_key" VALUES('name','keystone solar',17);
INSERT INTO "company_key" VALUES('domain','juniper-elevators.example',18);
INSERT INTO "company_key" VALUES('name','juniper elevators',18);
INSERT INTO "company_key" VALUES('domain','summit-masonry.example',19);
INSERT INTO "company_key" VALUES('name','summit masonry',19);
INSERT INTO "company_key" VALUES('domain','northfork-heating.example',20);
INSERT INTO "company_key" VALUES('name','northfork heating sons',20);
INSERT INTO "company_key" VALUES('domain','union-heating.example',21);
INSERT INTO "company_key" VALUES('name','union heating',21);
INSERT INTO "company_key" VALUES('domain','beacon-landscaping.example',22);
INSERT INTO "company_key" VALUES('name','beacon landscaping',22);
INSERT INTO "company_key" VALUES('domain','meadow-elevators.example',23);
INSERT INTO "company_key" VALUES('name','meadow elevators sons',23);
INSERT INTO "company_key" VALUES('domain','summit-glazing.example',24);
INSERT INTO "company_key" VALUES('name','summit glazing',24);
INSERT INTO "company_key" VALUES('domain','stonegate-glazing.example',25);
INSERT INTO "company_key" VALUES('name','stonegate glazing',25);
INSERT INTO "company_key" VALUES('domain','stonegate-heating.example',26);
INSERT INTO "company_key" VALUES('name','stonegate heating',26);
INSERT INTO "company_key" VALUES('domain','ironwood-glazing.example',27);
INSERT INTO "company_key" VALUES('name','ironwood glazing sons',27);
INSERT INTO "company_key" VALUES('domain','orchard-landscaping.example',28);
INSERT INTO "company_key" VALUES('name','orchard landscaping',28);
INSERT INTO "company_key" VALUES('domain','granite-glazing.example',29);
INSERT INTO "company_key" VALUES('name','granite glazing services',29);
INSERT INTO "company_key" VALUES('domain','riverbend-cooling.example',30);
INSERT INTO "company_key" VALUES('name','riverbend cooling',30);
INSERT INTO "company_key" VALUES('domain','cedar-landscaping.example',31);
INSERT INTO "company_key" VALUES('name','cedar landscaping group',31);
INSERT INTO "company_key" VALUES('domain','union-electric.example',32);
INSERT INTO "company_key" VALUES('name','union electric group',32);
INSERT INTO "company_key" VALUES('domain','riverbend-plumbing.example',33);
INSERT INTO "company_key" VALUES('name','riverbend plumbing group',33);
INSERT INTO "company_key" VALUES('domain','meadow-paving.example',34);
INSERT INTO "company_key" VALUES('name','meadow paving services',34);
INSERT INTO "company_key" VALUES('domain','foxhall-elevators.example',35);
INSERT INTO "company_key" VALUES('name','foxhall elevators group',35);
INSERT INTO "company_key" VALUES('domain','beacon-heating.example',36);
INSERT INTO "company_key" VALUES('name','beacon heating services',36);
INSERT INTO "company_key" VALUES('domain','tidewater-elevators.example',37);
INSERT INTO "company_key" VALUES('name','tidewater elevators services',37);
INSERT INTO "company_key" VALUES('domain','juniper-heating.example',38);
INSERT INTO "company_key" VALUES('name','juniper heating',38);
INSERT INTO "company_key" VALUES('domain','blue-door-cooling.example',39);
INSERT INTO "company_key" VALUES('name','blue door cooling',39);
INSERT INTO "company_key" VALUES('domain','stonegate-elevators.example',40);
INSERT INTO "company_key" VALUES('name','stonegate elevators',40);
INSERT INTO "company_key" VALUES('domain','prairie-plumbing.example',41);
INSERT INTO "company_key" VALUES('name','prairie plumbing',41);
INSERT INTO "company_key" VALUES('domain','cedar-masonry.example',42);
INSERT INTO "company_key" VALUES('name','cedar masonry',42);
INSERT INTO "company_key" VALUES('domain','stonegate-glazing.example',43);
INSERT INTO "company_key" VALUES('name','stonegate glazing services',43);
INSERT INTO "company_key" VALUES('domain','copper-electric.example',44);
INSERT INTO "company_key" VALUES('name','copper electric',44);
INSERT INTO "company_key" VALUES('domain','juniper-landscaping.example',45);
INSERT INTO "company_key" VALUES('name','juniper landscaping group',45);
INSERT INTO "company_key" VALUES('domain','redbrick-glazing.example',46);
INSERT INTO "company_key" VALUES('name','redbrick glazing group',46);
INSERT INTO "company_key" VALUES('domain','riverbend-glazing.example',47);
INSERT INTO "company_key" VALUES('name','riverbend glazing',47);
INSERT INTO "company_key" VALUES('domain','cedar-solar.example',48);
INSERT INTO "company_key" VALUES('name','cedar solar',48);
INSERT INTO "company_key" VALUES('domain','cedar-landscaping.example',49);
INSERT INTO "company_key" VALUES('name','cedar landscaping group',49);
INSERT INTO "company_key" VALUES('domain','pinnacle-masonry.example',50);
INSERT INTO "company_key" VALUES('name','pinnacle masonry group',50);
INSERT INTO "company_key" VALUES('domain','cedar-cooling.example',51);
INSERT INTO "company_key" VALUES('name','cedar cooling sons',51);
INSERT INTO "company_key" VALUES('domain','yellowtail-electric.example',52);
INSERT INTO "company_key" VALUES('name','yellowtail electric',52);
INSERT INTO "company_key" VALUES('domain','harbor-paving.example',53);
INSERT INTO "company_key" VALUES('name','harbor paving',53);
INSERT INTO "company_key" VALUES('domain','ironwood-electric.example',54);
INSERT INTO "company_key" VALUES('name','ironwood electric',54);
INSERT INTO "company_key" VALUES('domain','keystone-landscaping.example',55);
INSERT INTO "company_key" VALUES('name','keystone landscaping',55);
INSERT INTO "company_key" VALUES('domain','prairie-paving.example',56);
INSERT INTO "company_key" VALUES('name','prairie paving sons',56);
INSERT INTO "company_key" VALUES('domain','juniper-masonry.example',57);
INSERT INTO "company_key" VALUES('name','juniper masonry',57);
INSERT INTO "company_key" VALUES('domain','orchard-roofing.example',58);
INSERT INTO "company_key" VALUES('name','orchard roofing',58);
INSERT INTO "company_key" VALUES('domain','northfork-cooling.example',59);
INSERT INTO "company_key" VALUES('name','northfork cooling',59);
INSERT INTO "company_key" VALUES('domain','granite-plumbing.example',60);
INSERT INTO "company_key" VALUES('name','granite plumbing',60);
INSERT INTO "company_key" VALUES('name','lakeside plumbing',61);
INSERT INTO "company_key" VALUES('domain','valley-heating.example',62);
INSERT INTO "company_key" VALUES('name','valley heating',62);
INSERT INTO "company_key" VALUES('domain','prairie-electric.example',63);
INSERT INTO "company_key" VALUES('name','prairie electric services',63);
INSERT INTO "company_key" VALUES('domain','keystone-elevators.example',64);
INSERT INTO "company_key" VALUES('name','keystone elevators services',64);
INSERT INTO "company_key" VALUES('domain','tidewater-heating.example',65);
INSERT INTO "company_key" VALUES('name','tidewater heating sons',65);
INSERT INTO "company_key" VALUES('domain','riverbend-roofing.example',66);
INSERT INTO "company_key" VALUES('name','riverbend roofing',66);
INSERT INTO "company_key" VALUES('domain','foxhall-elevators.example',67);
INSERT INTO "company_key" VALUES('name','foxhall elevators',67);
INSERT INTO "company_key" VALUES('domain','keystone-cooling.example',68);
INSERT INTO "company_key" VALUES('name','keystone cooling group',68);
INSERT INTO "company_key" VALUES('domain','union-roofing.example',69);
INSERT INTO "company_key" VALUES('name','union roofing group',69);
INSERT INTO "company_key" VALUES('domain','union-solar.example',70);
INSERT INTO "company_key" VALUES('name','union solar',70);
INSERT INTO "company_key" VALUES('domain','granite-masonry.example',71);
INSERT INTO "company_key" VALUES('name','granite masonry',71);
INSERT INTO "company_key" VALUES('domain','blue-door-landscaping.example',72);
INSERT INTO "company_key" VALUES('name','blue door landscaping services',72);
INSERT INTO "company_key" VALUES('domain','foxhall-electric.example',73);
INSERT INTO "company_key" VALUES('name','foxhall electric',73);
INSERT INTO "company_key" VALUES('domain','meadow-electric.example',74);
INSERT INTO "company_key" VALUES('name','meadow electric sons',74);
INSERT INTO "company_key" VALUES('domain','riverbend-cooling.example',75);
INSERT INTO "company_key" VALUES('name','riverbend cooling',75);
INSERT INTO "company_key" VALUES('domain','valley-glazing.example',76);
INSERT INTO "company_key" VALUES('name','valley glazing services',76);
INSERT INTO "company_key" VALUES('domain','prairie-roofing.example',77);
INSERT INTO "company_key" VALUES('name','prairie roofing group',77);
INSERT INTO "company_key" VALUES('domain','lakeside-paving.example',78);
INSERT INTO "company_key" VALUES('name','lakeside paving group',78);
INSERT INTO "company_key" VALUES('domain','granite-plumbing.example',79);
INSERT INTO "company_key" VALUES('name','granite plumbing',79);
INSERT INTO "company_key" VALUES('domain','tidewater-plumbing.example',80);
INSERT INTO "company_key" VALUES('name','tidewater plumbing group',80);
INSERT INTO "company_key" VALUES('domain','orchard-landscaping.example',81);
INSERT INTO "company_key" VALUES('name','orchard landscaping sons',81);
INSERT INTO "company_key" VALUES('domain','beacon-glazing.example',82);
INSERT INTO "company_key" VALUES('name','beacon glazing sons',82);
INSERT INTO "company_key" VALUES('domain','meadow-roofing.example',83);
INSERT INTO "company_key" VALUES('name','meadow roofing group',83);
INSERT INTO "company_key" VALUES('domain','valley-heating.example',84);
INSERT INTO "company_key" VALUES('name','valley heating group',84);
INSERT INTO "company_key" VALUES('domain','copper-glazing.example',85);
INSERT INTO "company_key" VALUES('name','copper glazing group',85);
INSERT INTO "company_key" VALUES('domain','lakeside-elevators.example',86);
INSERT INTO "company_key" VALUES('name','lakeside elevators services',86);
INSERT INTO "company_key" VALUES('domain','lakeside-cooling.example',87);
INSERT INTO "company_key" VALUES('name','lakeside cooling sons',87);
INSERT INTO "company_key" VALUES('domain','copper-cooling.example',88);
INSERT INTO "company_key" VALUES('name','copper cooling',88);
INSERT INTO "company_key" VALUES('domain','blue-door-roofing.example',89);
INSERT INTO "company_key" VALUES('name','blue door roofing',89);
INSERT INTO "company_key" VALUES('domain','harbor-heating.example',90);
INSERT INTO "company_key" VALUES('name','harbor heating',90);
INSERT INTO "company_key" VALUES('domain','orchard-cooling.example',91);
INSERT INTO "company_key" VALUES('name','orchard cooling',91);
INSERT INTO "company_key" VALUES('domain','copper-glazing.example',92);
INSERT INTO "company_key" VALUES('name','copper glazing services',92);
INSERT INTO "company_key" VALUES('domain','ironwood-cooling.example',93);
INSERT INTO "company_key" VALUES('name','ironwood cooling',93);
INSERT INTO "company_key" VALUES('domain','juniper-elevators.example',94);
INSERT INTO "company_key" VALUES('name','juniper elevators group',94);
INSERT INTO "company_key" VALUES('domain','juniper-elevators.example',95);
INSERT INTO "company_key" VALUES('name','juniper elevators services',95);
INSERT INTO "company_key" VALUES('domain','blue-door-heating.example',96);
INSERT INTO "company_key" VALUES('name','blue door heating',96);
INSERT INTO "company_key" VALUES('domain','westbrook-heating.example',97);
INSERT INTO "company_key" VALUES('name','westbrook heating',97);
INSERT INTO "company_key" VALUES('domain','yellowtail-heating.example',98);
INSERT INTO "company_key" VALUES('name','yellowtail heating sons',98);
INSERT INTO "company_key" VALUES('domain','northfork-cooling.example',99);
INSERT INTO "company_key" VALUES('name','northfork cooling',99);
INSERT INTO "company_key" VALUES('domain','redbrick-roofing.example',100);
INSERT INTO "company_key" VALUES('name','redbrick roofing',100);
CREATE TABLE config_version (                   -- every leadctl.toml ever applied; runs name the one they used
  id         integer primary key,
  text       text not null,                     -- the file, to the letter
  sha256     text not null,                     -- of the text
  applied_at integer not null,                  -- when it became the rules in force
  applied_by text not null                      -- login of the shell user
) strict;
INSERT INTO "config_version" VALUES(1,'# Every way to distribute, each once: the rules of Tallyfield as they might become.
# leadctl config check sample_data/showcase.toml; docs/config.md describes each key. Each part below stands alone:
# take what you need. The strategies are told apart by what they ask for, so their order hardly matters.
# leadctl config check | plan | apply.  Every key is described in docs/config.md.

timezone     = "America/New_York"   # days, shifts and reports
week_starts  = "monday"
region       = "US"                 # how to read phone numbers and states without a country
holidays     = true                 # public holidays of each account''s country and state
currency     = "USD"
seed         = "tallyfield"
record_types = ["Inbound", "Partner"]
empty_values = ["Select", "k. A."]  # cells that mean nothing, besides N/A, NULL, - and the like
value_slabs  = [5_000, 20_000, 50_000]
score_bands  = { hot = 40, warm = 20, cold = 0 }

feedback_after = "3d"               # an open lead untouched so long: its owner is asked

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

# ---- pull: leads that wait until somebody takes the next one (leadctl pull, queue, release)

[[strategy]]
name         = "Call list"          # nobody is given bought addresses; who has time takes one, the lists in turn
mode         = "pull"
queue        = "sources"
sources      = ["Purchased list", "Webinar"]
source_order = "round_robin"
order        = ["pull_count asc", "score desc", "added asc"]
to           = { teams = ["East desk", "West desk"] }
when         = { phone = { present = true } }
calling_hours = true
max_pulls    = 5                    # five attempts, then it is left in peace
max_unworked = 3                    # call them before you take more
cool_down    = "4h"                 # after a release or an attempt in vain
recycle      = ["Attempted"]        # nobody reached: back to the queue by itself
reclaim_after = "1d"                # taken and not called: back to the queue too
limits       = { per_hour = 20 }

[[strategy]]
name   = "Office queue"             # what lies with an office, for the people who sit there; they may pick
mode   = "pull"
queue  = "own"
to     = { accounts = ["Central"] }
choose = true

[[strategy]]
name      = "Left lying"            # leads that colleagues got and have not touched for the time their status allows
mode      = "pull"
queue     = "unworked"
order     = ["priority", "added asc"]
to        = { tags = ["senior"] }
limits    = { per_day = 5 }

# ---- behaviour, scores that decay, people who earn the harder leads (leadctl lead rescore, leadctl tick)

[[score]]                           # what a visit is worth halves every fortnight
name   = "visited the site"
when   = { touches.web_visit = { min = 1 } }
points = 40
decay  = { half_life = "14d", of = "last_touch" }

[[tag]]                             # tick grants it by the user''s own figures, and takes it back
name   = "closer"
when   = { closed = { min = 8 }, win_rate = { min = 8 } }
within = "90d"

[[strategy]]
name       = "Hot, for closers"     # the rep who graduates gets the harder leads
to         = { accounts = ["Corporate"] }
when       = { score = { min = 60 }, last_touch = { age = { max = "14d" } } }
needs_tags = ["closer"]
limits     = { per_day = 5 }

# ---- offers: yes or no within a time, else the next one (leadctl offer list|accept|reject, leadctl tick, notices)

[[strategy]]
name          = "Demo wanted"       # each in turn has ten minutes at work to say yes; then those asked, then anybody
record_type   = "Inbound"
to            = { teams = ["Enterprise"] }
when          = { urgency = "this week" }
accept_within = "10m"
clock         = "working"
remind_before = "3m"                # a notice to who has not answered
reject_reason = true                # a no says why
turn_kept     = true                # and costs no turn
on_empty      = "Anybody quick"

[[strategy]]
name           = "To Summit Partners"  # the partner''s people have two days; who says yes owns it
record_type    = "Partner"
method         = "direct"
to             = { account = "Summit Partners" }
when           = { country = "US", state = ["IL", "OH", "MI"] }
accept_within  = "2d"
feedback_after = "5d"               # untouched so long: its owner is asked

[[strategy]]
name          = "Anybody quick"     # everybody on shift at once, the first yes wins
record_type   = "Inbound"
to            = { teams = ["East desk", "West desk"] }
when          = { urgency = "this week" }
accept_within = "15m"
broadcast     = true

# ---- hours: who is there, who may be called (leadctl user seen|pause|busy; docs/config.md has the codes in their order)

[[holiday]]                         # besides the public ones of `holidays = true`: a day of one''s own, every year
date = "12-24"
name = "Christmas Eve"

[[holiday]]                         # and one on which the east works all the same
date     = "2026-10-12"
accounts = ["East"]
open     = true

[[calling_hours]]                   # narrower than the built-in table
country = "US"
state   = "WA"
hours   = "Mon-Fri 09:00-18:00"

[[strategy]]
name          = "Call now"          # only to who was at work in the last half hour, only while the law lets you call
to            = { teams = ["East desk", "West desk"] }
when          = { phone = { present = true }, source = ["Web form", "Search ads"] }
active_within = "30m"
calling_hours = true
calling_hours_unknown = "deny"      # nobody knows where the lead is: do not call

# ---- looked up: customers with their managers, territory tables, the nearest office (lists in sample_data/examples)

[[strategy]]                        # leadctl import customers examples/customers.csv
name            = "Customers"       # who buys already is served by the one whom he knows
method          = "account_owner"
if_absent       = "cover"
match_companies = true              # a customer''s colleagues too
similar         = "90%"
to              = { tags = ["senior"] }

[[strategy]]                        # leadctl import territories examples/territories.csv --table Pacific
name      = "Pacific"
method    = "direct"
territory = "Pacific"
when      = { state = ["CA", "OR", "WA", "NV"] }

[[strategy]]                        # leadctl import accounts examples/offices.csv: where the offices are
name   = "Nearest office"
method = "nearest"
max_km = 1_000
to     = { accounts = ["East", "Central", "West", "Bay Area"] }
when   = { country = "US" }

# ---- two levels (leadctl team inbox | handout, account inbox | handout) and a fair''s own columns

[[strategy]]                        # level one: to the partner …
name        = "To Rheinland"
method      = "direct"
record_type = "Partner"
to          = { account = "Rheinland Systeme" }
when        = { country = ["DE", "AT", "CH"] }

[[strategy]]                        # … and level two among the partner''s people, in the same run
name   = "Rheinland people"
method = "round_robin"
from   = "Rheinland Systeme"
to     = { accounts = ["Rheinland Systeme"] }

[[strategy]]                        # the partner''s head hands out himself
name        = "To Summit"
method      = "direct"
record_type = "Partner"
to          = { account = "Summit Partners" }
when        = { state = ["IL", "MI", "OH", "IN", "WI", "MN"] }
hand_out    = "owner"

[[mapping]]                         # leadctl import leads messe_koeln.csv --mapping "Cologne fair"
name      = "Cologne fair"
columns   = { "Erfasst am" = "received_at", "Anfrageart" = "record_type", "Mitarbeiter" = "attribute:Headcount" }
delimiter = ";"

# ---- among people: by load, by what they made of their leads, by score band, by what they know (see examples/methods.toml)

[[strategy]]
name   = "Scheduling desk"          # a product line: whoever has the tag, the emptiest desk first
method = "least_loaded"
to     = { tags = ["senior"] }
when   = { product = "Scheduling", source = "Referral" }

[[strategy]]
name   = "High value"               # few people for large deals, and not too many a day for each
method = "weighted"
to     = { teams = ["Enterprise"], weights = { ana = 2, frank = 1, mia = 1 } }
when   = { value = { min = 50_000 } }
limits = { per_day = 8 }

[[strategy]]
name       = "Referrals to seniors" # those of the desks who have the tag
to         = { teams = ["East desk", "West desk"] }
needs_tags = ["senior"]
when       = { source = "Referral" }

[[strategy]]
name      = "Top converters"        # phone calls go to the two or three best, never more than 40 % to one of them
method    = "performance"
pick      = "best"
max_share = "40%"
explore   = "10%"
matures_after = "14d"               # an open lead counts from then on; closed and dead ones at once
to        = { teams = ["East desk", "West desk"] }
when      = { source = "Phone call" }

[[strategy]]
name   = "Trade shows"              # the hot ones by win rate, the others evenly to those who have time
method = "weighted"
by     = "score_band"
to     = { teams = ["East desk"], weights = { hot = "performance", other = { bob = 2, ellen = 2, dmitri = 1 } } }
when   = { source = "Trade show" }

[[strategy]]
name   = "Ads by rate"              # does it help? half of the ads by win rate …
share  = "50%"
method = "performance"
to     = { teams = ["East desk", "West desk"] }
when   = { source = ["fb", "ig"] }

[[strategy]]
name   = "Ads in turn"              # … and half in turn: report performance shows both
to     = { teams = ["East desk", "West desk"] }
when   = { source = ["fb", "ig"] }

[[strategy]]                        # whoever speaks the lead''s language
name   = "Own language"
to     = { teams = ["DACH", "Enterprise"] }
when   = { language = { present = true } }
needs  = { language = "lead.language" }
','5d87227b11bd38e25804c28a98e72398c9f669b3585d92c065cf483a7268f98b',1774875600,'root');
INSERT INTO "config_version" VALUES(2,'# Offers: a small set of rules for tests/transcripts/offers.md. docs/config.md describes each key.

timezone       = "America/New_York"
record_types   = ["Inbound", "Partner"]
feedback_after = "3d"

[[strategy]]
name          = "Enterprise"        # one after the other, each ten minutes at work; then those asked; then the boss
record_type   = "Inbound"
to            = { users = ["ana", "frank"] }
accept_within = "10m"
clock         = "working"
remind_before = "3m"
reject_reason = true
on_empty      = "Boss"

[[strategy]]
name          = "To Summit Partners"
record_type   = "Partner"
method        = "direct"
to            = { account = "Summit Partners" }
accept_within = "2d"

[[strategy]]
name   = "Boss"
method = "direct"
to     = { user = "helen" }
','c2231a02fcc968ff97825650aa16af38ed56ad3ce18b7a24acd8bf678e21d360',1774969200,'root');
INSERT INTO "config_version" VALUES(3,'# A small team that pulls: bought addresses and webinar guests wait until somebody has time for the next call.
# leadctl config check sample_data/examples/queues.toml; docs/config.md describes every key, showcase.toml has all the others.

timezone     = "America/New_York"
region       = "US"
record_types = ["Inbound", "Partner"]

[[status]]
name = "New"
system = "new"

[[status]]
name = "Attempted"
system = "attempted"
max_unworked = "2d"                 # then colleagues may pull it

[[status]]
name = "In talks"
system = "contacted"

[[score]]
name = "referred"
when = { source = "Referral" }
points = 25

[[score]]
name = "decides"
when = { job_title = ["Owner", "Founder", "CFO"] }
points = 15

[[strategy]]
name        = "Partner desk"        # some leads are given all the same
method      = "direct"
record_type = "Partner"
to          = { user = "priya" }

[[strategy]]
name          = "Call list"         # the two lists in turn, the best leads of each first
mode          = "pull"
queue         = "sources"
sources       = ["Purchased list", "Webinar"]
source_order  = "round_robin"
order         = ["pull_count asc", "score desc", "added asc"]
to            = { teams = ["East desk", "West desk"] }
when          = { phone = { present = true } }
calling_hours = true
max_pulls     = 5                   # five attempts, then it is left in peace
max_unworked  = 3                   # call them before you take more
cool_down     = "4h"                # after a release or an attempt in vain
recycle       = ["Attempted"]       # nobody reached: back to the queue by itself
reclaim_after = "1d"                # taken and not called: back too

[[strategy]]
name   = "Referrals"                # who has time takes the newest, or the one he knows
mode   = "pull"
to     = { accounts = ["East", "Central"] }
when   = { source = "Referral" }
choose = true

[[strategy]]
name  = "Left lying"                # leads of colleagues, untouched for longer than their status allows
mode  = "pull"
queue = "unworked"
to    = { tags = ["senior"] }
','8f395d57658788dc4527f1b6327ee7e4c61442f0227819de6b8d77fa11bef4cd',1774970100,'root');
CREATE TABLE "credit" (                       -- the entitlement ledger: sums to 0 per strategy and band, never reset
  strategy_id integer not null references strategy(id),
  band        text not null default '',         -- score band and `explore`, where a strategy keeps one ledger for each; else ''
  user_id     integer not null references user(id),
  micro       integer not null,                 -- millionths of a lead
  last_distribution_id integer not null default 0,  -- largest non-reversed distribution of this ledger to this user
  primary key (strategy_id, band, user_id)
) strict, without rowid;
INSERT INTO "credit" VALUES(9,'',1,166667,0);
INSERT INTO "credit" VALUES(9,'',2,166667,0);
INSERT INTO "credit" VALUES(9,'',3,166667,84);
INSERT INTO "credit" VALUES(9,'',5,166667,85);
INSERT INTO "credit" VALUES(9,'',6,0,88);
INSERT INTO "credit" VALUES(9,'',8,166667,75);
INSERT INTO "credit" VALUES(9,'',16,-833335,81);
INSERT INTO "credit" VALUES(15,'',1,16392,0);
INSERT INTO "credit" VALUES(15,'',2,16392,0);
INSERT INTO "credit" VALUES(15,'',3,967214,43);
INSERT INTO "credit" VALUES(15,'',5,16392,0);
INSERT INTO "credit" VALUES(15,'',8,-1032782,82);
INSERT INTO "credit" VALUES(15,'',16,16392,0);
INSERT INTO "credit" VALUES(16,'',3,-333331,83);
INSERT INTO "credit" VALUES(16,'',8,333331,52);
INSERT INTO "credit" VALUES(17,'',5,0,66);
INSERT INTO "credit" VALUES(18,'',4,-400000,78);
INSERT INTO "credit" VALUES(18,'',5,-400000,86);
INSERT INTO "credit" VALUES(18,'',6,600000,72);
INSERT INTO "credit" VALUES(18,'',7,600000,73);
INSERT INTO "credit" VALUES(18,'',9,-400000,76);
INSERT INTO "credit" VALUES(18,'explore',4,200000,0);
INSERT INTO "credit" VALUES(18,'explore',5,200000,0);
INSERT INTO "credit" VALUES(18,'explore',6,200000,0);
INSERT INTO "credit" VALUES(18,'explore',7,200000,0);
INSERT INTO "credit" VALUES(18,'explore',9,-800000,77);
INSERT INTO "credit" VALUES(22,'',3,0,87);
INSERT INTO "credit" VALUES(23,'',3,-500000,120);
INSERT INTO "credit" VALUES(23,'',8,500000,121);
CREATE TABLE credit_checkpoint (                -- one credit vector per chunk and strategy, so explain replays at most one chunk
  id          integer primary key,
  run_id      integer not null references run(id),
  strategy_id integer not null references strategy(id),
  before_distribution_id integer not null,      -- vector as it stood before this distribution id
  vector      text not null                     -- JSON: [[user_id, micro, last_distribution_id], …]
, band /* as credit.band */ text not null default '', loads /* of least_loaded: JSON [[user_id, open leads], …] as they stood then */ text) strict;
INSERT INTO "credit_checkpoint" VALUES(1,1,9,1,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(2,1,15,1,'[]','','[[1,0],[2,0],[3,0],[5,0],[8,0],[10,0],[14,0],[16,0]]');
INSERT INTO "credit_checkpoint" VALUES(3,1,16,1,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(4,1,17,1,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(5,1,18,1,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(6,1,18,1,'[]','explore',NULL);
INSERT INTO "credit_checkpoint" VALUES(7,1,22,1,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(8,3,9,43,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(9,3,15,43,'[]','','[[1,0],[2,0],[3,0],[5,0],[8,0],[10,0],[14,0],[16,0]]');
INSERT INTO "credit_checkpoint" VALUES(10,3,16,43,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(11,3,17,43,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(12,3,18,43,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(13,3,18,43,'[]','explore',NULL);
INSERT INTO "credit_checkpoint" VALUES(14,3,22,43,'[]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(15,6,9,88,'[[1,166667,0],[2,166667,0],[3,166667,84],[5,166667,85],[8,166667,75],[16,-833335,81]]','',NULL);
INSERT INTO "credit_checkpoint" VALUES(16,8,23,89,'[]','',NULL);
CREATE TABLE customer (                         -- a company or person that already buys
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
INSERT INTO "customer" VALUES(1,'K-100','Granite Plumbing Company',8,NULL,4,1774875600,NULL,NULL);
INSERT INTO "customer" VALUES(2,'K-101','Riverbend Roofing',3,NULL,4,1774875600,NULL,NULL);
INSERT INTO "customer" VALUES(3,'K-102','Copper Glazing Group',14,NULL,4,1774875600,NULL,NULL);
INSERT INTO "customer" VALUES(4,'K-103','Orchard Elevators Grp, Inc.',7,NULL,4,1774875600,NULL,NULL);
INSERT INTO "customer" VALUES(5,'K-104','Union Paving',NULL,'gitta',4,1774875600,NULL,NULL);
INSERT INTO "customer" VALUES(6,'K-105','Valley Solar & Sons',NULL,NULL,4,1774875600,NULL,NULL);
CREATE TABLE customer_key (                     -- by what a customer is recognised
  kind        text not null check (kind in ('email', 'phone', 'domain', 'name')),  -- domain: free-mail providers left out
  value       text not null,                    -- normalised as a lead's; names folded, legal forms cut
  customer_id integer not null references customer(id),
  primary key (kind, value, customer_id)
) strict, without rowid;
INSERT INTO "customer_key" VALUES('domain','granite-plumbing.example',1);
INSERT INTO "customer_key" VALUES('name','granite plumbing',1);
INSERT INTO "customer_key" VALUES('domain','riverbend-roofing.example',2);
INSERT INTO "customer_key" VALUES('name','riverbend roofing',2);
INSERT INTO "customer_key" VALUES('name','copper glazing group',3);
INSERT INTO "customer_key" VALUES('name','orchard elevators grp',4);
INSERT INTO "customer_key" VALUES('domain','union-paving.example',5);
INSERT INTO "customer_key" VALUES('email','billing@gmail.com',5);
INSERT INTO "customer_key" VALUES('email','office@union-paving.example',5);
INSERT INTO "customer_key" VALUES('name','union paving',5);
INSERT INTO "customer_key" VALUES('phone','+13125550190',5);
INSERT INTO "customer_key" VALUES('name','valley solar sons',6);
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
, ledger_band /* which of the strategy's ledgers was charged; null = its only one */ text, offer_round /* 1 exclusive, 2 broadcast; null = no offer */ integer check (offer_round between 1 and 2), answered_by /* user who answered for the account or team that was asked; null = the recipient himself, or nobody */ integer references user(id)) strict;
INSERT INTO "distribution" VALUES(1,84,'user','push','engine',0,15,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,5,4,1,7720000,70,1,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(2,30,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,NULL,1,1,8965000,55,2,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(3,26,'user','push','engine',0,15,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,4,4,1,5185000,45,1,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(4,60,'user','push','engine',0,9,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',3,1,4,2,1,8645000,45,3,1,1774875600,'[[4,"when"],[6,"when"],[8,"when"],[9,"matched",["customer","domain","granite-plumbing.example",1,8]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(5,81,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,NULL,2,1,1310000,35,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(6,22,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,NULL,3,1,5450000,30,2,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(7,50,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',3,1,1,2,1,5105000,20,2,1,1774875600,'[[4,"when"],[6,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[12,"when"],[14,"when"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(8,27,'user','push','engine',0,18,1,NULL,NULL,9,2,3,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,2,2,1,NULL,15,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(9,46,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,3,2,1,1,6465000,10,2,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(10,59,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,3,2,3,1,5945000,10,2,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(11,90,'user','push','engine',0,16,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,3,4,2,1,8625000,0,2,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(12,13,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,1,1,NULL,3455000,70,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(13,96,'user','push','engine',0,15,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,5,4,NULL,3930000,70,1,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(14,8,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,3,3,NULL,1990000,50,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(15,41,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,4,1,NULL,395000,50,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(16,85,'user','push','engine',0,9,1,NULL,NULL,16,4,6,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,1,3,NULL,580000,50,3,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["customer","name","copper glazing group",3,14]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(17,70,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,2,1,NULL,170000,35,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(18,74,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,5,2,NULL,480000,35,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(19,78,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,4,1,NULL,360000,35,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(20,10,'user','push','engine',0,22,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,7,3,1,NULL,NULL,25,7,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(21,28,'user','push','engine',0,9,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,3,3,NULL,1035000,25,8,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","orchard-landscaping.example",81,5]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(22,43,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,2,3,NULL,565000,25,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(23,51,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,4,2,NULL,1275000,25,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(24,63,'user','push','engine',0,17,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,4,3,NULL,1045000,25,4,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(25,62,'user','push','engine',0,9,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,5,1,NULL,665000,15,9,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","valley-heating.example",84,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(26,91,'user','push','engine',0,18,1,NULL,NULL,4,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,1,4,NULL,NULL,15,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(27,99,'user','push','engine',0,9,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,3,1,NULL,1235000,15,9,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","northfork-cooling.example",59,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(28,2,'user','push','engine',0,22,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,7,4,2,NULL,1380000,10,7,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(29,3,'user','push','engine',0,18,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,5,3,NULL,1610000,10,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(30,6,'user','push','engine',0,18,1,NULL,NULL,6,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,1,1,NULL,NULL,10,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(31,16,'user','push','engine',0,18,1,NULL,NULL,7,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,3,1,NULL,995000,10,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(32,71,'user','push','engine',0,22,1,NULL,NULL,3,1,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,3,NULL,1,NULL,3975000,10,7,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(33,79,'user','push','engine',0,9,1,NULL,NULL,2,NULL,1,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,5,1,NULL,1615000,10,10,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["customer","domain","granite-plumbing.example",1,8]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(34,86,'user','push','engine',0,18,1,NULL,NULL,9,2,3,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,4,3,NULL,1375000,10,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(35,34,'user','push','engine',0,18,1,NULL,NULL,9,2,3,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,3,2,NULL,855000,0,11,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,'explore',NULL,NULL);
INSERT INTO "distribution" VALUES(36,55,'user','push','engine',0,18,1,NULL,NULL,4,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,NULL,2,NULL,NULL,0,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(37,75,'user','push','engine',0,9,1,NULL,NULL,1,NULL,1,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,1,1,3,10245000,30,10,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","riverbend-cooling.example",30,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(38,92,'user','push','engine',0,9,1,NULL,NULL,16,4,6,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,6,NULL,2,3,3360000,30,12,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","copper-glazing.example",85,16]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(39,77,'user','push','engine',0,15,1,NULL,NULL,1,NULL,1,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,4,5,4,3,345000,25,13,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(40,97,'user','push','engine',0,9,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,7,5,1,3,NULL,10,10,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","westbrook-heating.example",2,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(41,25,'user','push','engine',0,9,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,7,5,3,3,1415000,0,8,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","stonegate-glazing.example",43,5]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(42,54,'user','push','engine',0,18,1,NULL,NULL,5,2,2,1774875600,1774875600,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,'new',2,2,NULL,1,3,280000,0,6,1,1774875600,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(43,84,'user','push','engine',0,15,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,4,1,7720000,70,17,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(44,30,'user','push','engine',0,16,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,NULL,1,1,8965000,55,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(45,26,'user','push','engine',0,15,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,4,1,5185000,45,17,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(46,60,'user','push','engine',0,9,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,4,2,1,8645000,45,19,1,NULL,'[[4,"when"],[6,"when"],[8,"when"],[9,"matched",["customer","domain","granite-plumbing.example",1,8]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(47,81,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,NULL,2,1,1310000,35,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(48,22,'user','push','engine',0,16,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,3,1,5450000,30,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(49,50,'user','push','engine',0,16,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,1,2,1,5105000,20,18,1,NULL,'[[4,"when"],[6,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[12,"when"],[14,"when"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(50,27,'user','push','engine',0,18,3,NULL,NULL,9,2,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,2,2,1,NULL,15,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(51,46,'user','push','engine',0,16,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,2,1,1,6465000,10,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(52,59,'user','push','engine',0,16,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,2,3,1,5945000,10,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(53,90,'user','push','engine',0,16,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,2,1,8625000,0,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',1774969320,1774969320,1774969320,1774969320,NULL,NULL,1774969320,1,1,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(54,13,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,1,1,NULL,3455000,70,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(55,96,'user','push','engine',0,15,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,4,NULL,3930000,70,17,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(56,8,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,3,NULL,1990000,50,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(57,41,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,1,NULL,395000,50,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(58,85,'user','push','engine',0,9,3,NULL,NULL,16,4,6,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,1,3,NULL,580000,50,20,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["customer","name","copper glazing group",3,14]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(59,70,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,2,1,NULL,170000,35,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(60,74,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,2,NULL,480000,35,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(61,78,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,1,NULL,360000,35,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(62,10,'user','push','engine',0,22,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,3,1,NULL,NULL,25,21,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(63,28,'user','push','engine',0,9,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,3,NULL,1035000,25,8,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","orchard-landscaping.example",81,5]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(64,43,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,2,3,NULL,565000,25,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(65,51,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,2,NULL,1275000,25,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(66,63,'user','push','engine',0,17,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,3,NULL,1045000,25,4,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(67,62,'user','push','engine',0,9,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,1,NULL,665000,15,9,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","valley-heating.example",84,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(68,91,'user','push','engine',0,18,3,NULL,NULL,4,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,1,4,NULL,NULL,15,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(69,99,'user','push','engine',0,9,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,1,NULL,1235000,15,19,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","northfork-cooling.example",59,8]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(70,2,'user','push','engine',0,22,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,2,NULL,1380000,10,21,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(71,3,'user','push','engine',0,18,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,5,3,NULL,1610000,10,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(72,6,'user','push','engine',0,18,3,NULL,NULL,6,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,1,1,NULL,NULL,10,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(73,16,'user','push','engine',0,18,3,NULL,NULL,7,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,3,1,NULL,995000,10,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(74,71,'user','push','engine',0,22,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,1,NULL,3975000,10,21,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(75,79,'user','push','engine',0,9,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,1,NULL,1615000,10,19,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["customer","domain","granite-plumbing.example",1,8]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(76,86,'user','push','engine',0,18,3,NULL,NULL,9,2,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,4,3,NULL,1375000,10,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(77,34,'user','push','engine',0,18,3,NULL,NULL,9,2,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,3,2,NULL,855000,0,11,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,'explore',NULL,NULL);
INSERT INTO "distribution" VALUES(78,55,'user','push','engine',0,18,3,NULL,NULL,4,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,NULL,2,NULL,NULL,0,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(79,37,'user','push','engine',0,22,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,3,NULL,955000,-20,21,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(80,75,'user','push','engine',0,9,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,1,1,3,10245000,30,9,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","riverbend-cooling.example",30,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(81,92,'user','push','engine',0,9,3,NULL,NULL,16,4,6,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,2,3,3360000,30,12,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"nobody_eligible",5],[9,"matched",["lead","domain","copper-glazing.example",85,16]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(82,77,'user','push','engine',0,15,3,NULL,NULL,8,1,3,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,4,3,345000,25,17,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(83,58,'user','push','engine',0,16,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,NULL,4,3,5715000,20,18,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(84,97,'user','push','engine',0,9,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,1,3,NULL,10,9,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","westbrook-heating.example",2,3]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(85,25,'user','push','engine',0,9,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,3,3,1415000,0,8,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","stonegate-glazing.example",43,5]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(86,54,'user','push','engine',0,18,3,NULL,NULL,5,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,NULL,1,3,280000,0,6,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"not_found"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(87,32,'user','push','engine',0,22,3,NULL,NULL,3,1,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,1,3,1675000,-10,21,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"not_found"],[10,"when"],[11,"not_found"],[15,"when"],[16,"when"],[17,"when"],[18,"when"],[19,"when"],[20,"when"],[21,"when"]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(88,76,'user','push','engine',0,9,6,NULL,NULL,6,2,2,1774879200,1774879200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,4,1,NULL,10,23,1,NULL,'[[4,"when"],[5,"when"],[7,"when"],[8,"when"],[9,"matched",["lead","domain","valley-glazing.example",6,6]]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(89,23,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,1774969320,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,NULL,3,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(90,36,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,1774969320,'too far',NULL,NULL,1774969320,'rejected',NULL,'new',2,3,5,2,1,360000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(91,65,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,NULL,3,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(92,98,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,1,4,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(93,100,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,2,4,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(94,103,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,2,4,2,1,660000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(95,107,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,5,5,2,1,2575000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(96,115,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,3,3,1,3375000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(97,134,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,2,4,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(98,145,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,4,5,2,1,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(99,1,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,1,1,NULL,1455000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(100,4,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,3,3,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(101,7,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,4,2,NULL,1365000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(102,9,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,2,3,NULL,1460000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(103,11,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,5,2,NULL,380000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(104,12,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,4,3,NULL,1365000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(105,14,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,1,3,NULL,640000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(106,15,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,5,1,NULL,4310000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(107,17,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,3,4,NULL,385000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(108,18,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,5,4,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(109,19,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,3,3,NULL,785000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(110,20,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,5,5,3,NULL,2240000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(111,21,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,2,1,NULL,1895000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(112,24,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,5,4,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(113,29,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,6,4,2,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(114,31,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,5,2,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(115,33,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,2,2,NULL,635000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(116,38,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,7,1,4,NULL,835000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(117,39,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,1,1,NULL,1705000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(118,40,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,1,NULL,805000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(119,42,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,4,2,NULL,NULL,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(120,44,'user','push','engine',0,23,8,NULL,NULL,3,1,2,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,4,2,NULL,650000,0,26,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(121,45,'user','push','engine',0,23,8,NULL,NULL,8,1,3,1774969200,1774969200,NULL,1,0,1774969800,NULL,NULL,NULL,1774969800,NULL,1774969800,'expired',NULL,'new',2,3,3,1,NULL,950000,0,27,1,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(122,47,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,3,NULL,4215000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(123,48,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,5,2,NULL,1045000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(124,52,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,2,NULL,465000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(125,56,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,1,4,NULL,2705000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(126,57,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,1,NULL,2415000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(127,64,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,2,NULL,1580000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(128,67,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,1,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(129,68,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,4,NULL,790000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(130,69,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(131,72,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,1,1,NULL,3965000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(132,73,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,NULL,1,NULL,NULL,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(133,80,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,3,NULL,1085000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(134,82,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,2,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(135,83,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,3,NULL,4845000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(136,87,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,NULL,1,NULL,2115000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(137,88,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,1,1,NULL,1855000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(138,89,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(139,93,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,NULL,1,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(140,94,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,1,2,NULL,380000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(141,95,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,4,NULL,1250000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(142,101,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,2,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(143,102,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(144,104,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,1,NULL,725000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(145,105,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,3,NULL,3390000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(146,106,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,1,2,NULL,670000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(147,108,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,3,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(148,109,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,2,NULL,160000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(149,110,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,3,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(150,111,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,2,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(151,112,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,2,2,NULL,1120000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(152,113,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,NULL,3,NULL,585000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(153,116,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,4,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(154,118,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,2,NULL,705000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(155,119,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,3,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(156,120,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,4,2,NULL,4465000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(157,121,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,4,NULL,6095000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(158,122,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,1,NULL,815000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(159,123,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,NULL,4,NULL,2145000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(160,124,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,4,1,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(161,125,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,1,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(162,127,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,1,3,NULL,575000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(163,128,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,3,3,NULL,145000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(164,130,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,3,NULL,1390000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(165,131,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,1,NULL,410000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(166,132,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,3,3,NULL,1820000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(167,133,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,NULL,1,NULL,225000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(168,136,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,4,2,NULL,2905000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(169,137,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,3,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(170,138,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,1,NULL,1760000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(171,139,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,NULL,1,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(172,140,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,4,NULL,220000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(173,141,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,3,NULL,6405000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(174,142,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,5,3,NULL,980000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(175,143,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,3,3,NULL,285000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(176,146,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,3,3,NULL,8615000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(177,5,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,2,3,2975000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(178,35,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,3,3,3,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(179,53,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,4,3,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(180,114,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,1,3,480000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(181,117,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,2,3,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(182,126,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,1,4,3,505000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(183,129,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,4,3,3,220000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(184,135,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,5,2,3,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(185,144,'account','push','engine',0,6,8,NULL,NULL,NULL,NULL,8,1774969200,1774969200,NULL,1,0,1775142000,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,5,2,3,375000,0,NULL,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,1,NULL);
INSERT INTO "distribution" VALUES(186,147,'user','push','engine',0,24,8,NULL,NULL,1,NULL,1,1774969200,1774969200,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,3,2,3,510000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(187,36,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,5,2,1,360000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(188,65,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,NULL,3,1,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(189,98,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,1,4,1,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(190,100,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,4,1,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(191,103,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,2,4,2,1,660000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(192,107,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,5,2,1,2575000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(193,115,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,3,1,3375000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(194,134,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,2,4,1,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(195,145,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,2,1,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(196,1,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,1,1,NULL,1455000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(197,4,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,3,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(198,7,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,4,2,NULL,1365000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(199,9,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,2,3,NULL,1460000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(200,11,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,2,NULL,380000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(201,12,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,3,NULL,1365000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(202,15,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,1,NULL,4310000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(203,17,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,4,NULL,385000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(204,18,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(205,19,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,3,3,NULL,785000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(206,20,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,5,5,3,NULL,2240000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(207,21,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,2,1,NULL,1895000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(208,24,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,5,4,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(209,29,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,6,4,2,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(210,31,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,5,2,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(211,38,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,7,1,4,NULL,835000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(212,39,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,1,NULL,1705000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(213,42,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,2,NULL,NULL,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(214,44,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,4,2,NULL,650000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(215,45,'user','push','engine',0,24,9,NULL,NULL,1,NULL,1,1774970100,1774970100,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,3,1,NULL,950000,0,28,0,NULL,'[[23,"nobody_eligible",29]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,1,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(216,151,'user','push','engine',0,25,14,NULL,NULL,2,NULL,1,1775052120,1775052120,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,1,NULL,2805000,15,30,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(217,173,'user','push','engine',0,25,14,NULL,NULL,2,NULL,1,1775052120,1775052120,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,4,3,NULL,355000,0,30,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(218,197,'user','push','engine',0,25,14,NULL,NULL,2,NULL,1,1775052120,1775052120,NULL,0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',3,1,3,1,NULL,2140000,0,30,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(219,157,'user','pull','engine',0,1,15,NULL,NULL,4,2,2,1775052120,1775052120,'root',0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,3,1,3,1,1295000,15,31,0,NULL,'[["from",1,null]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(220,195,'user','pull','engine',0,26,16,NULL,NULL,3,1,2,1775052120,1775052120,'root',0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,5,3,NULL,255000,25,9,0,NULL,'[["from",1,null]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
INSERT INTO "distribution" VALUES(221,194,'user','pull','engine',0,26,17,NULL,NULL,8,1,3,1775052120,1775052120,'root',0,0,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,'new',2,4,1,3,NULL,445000,25,19,0,NULL,'[["from",1,null]]',NULL,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,0,NULL,NULL,NULL);
CREATE TABLE follow_up (                        -- a reminder that a person set
  id          integer primary key,
  lead_id     integer not null references lead(id),
  user_id     integer not null references user(id),  -- who is to be reminded
  due_at      integer not null,                 -- when
  note        text,                             -- as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  recorded_by text,                             -- login of the shell user
  removed_at  integer                           -- done or taken back
) strict;
CREATE TABLE hold (                             -- why a lead is still undistributed; rewritten only when it changes
  lead_id integer primary key references lead(id),
  code    text not null,                        -- no_strategy, nobody_eligible, gate:NAME …
  path    text,                                 -- JSON as distribution.path
  since   integer not null,                     -- first run that said so
  run_id  integer references run(id)
) strict;
INSERT INTO "hold" VALUES(49,'duplicate',NULL,1774875600,NULL);
INSERT INTO "hold" VALUES(61,'duplicate',NULL,1774875600,NULL);
INSERT INTO "hold" VALUES(148,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(149,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(150,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(152,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(153,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(154,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(155,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(156,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(158,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(159,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(160,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(161,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(162,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(163,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(164,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(165,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(166,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(167,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(168,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(169,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(170,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(171,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(172,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(174,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(175,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(176,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(177,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(178,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(179,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(180,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(181,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(182,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(183,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(184,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(185,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(186,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(187,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(188,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(189,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(190,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(191,'queued','[[26,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(192,'no_strategy',NULL,1775052120,14);
INSERT INTO "hold" VALUES(193,'queued','[[1,"queued"]]',1775052120,14);
INSERT INTO "hold" VALUES(196,'queued','[[1,"queued"]]',1775052120,14);
CREATE TABLE "import" (                       -- one file (or stdin) brought in
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
INSERT INTO "import" VALUES(1,'accounts','/srv/leadctl/sample_data/accounts.csv','a1fb4924157457b5a2a558592deda29b254160090f1b3c5ecbc9d5f88c0f5684','{"columns":["name","parent","kind","owner","country",{"attribute":"region"},{"attribute":"level"},"crm"]}',1774875600,1774875600,10,'{"read":8,"counts":{"changed":1,"new":7},"rejected":{},"warned":{"owner-unknown-yet":8},"held":{}}',NULL);
INSERT INTO "import" VALUES(2,'users','/srv/leadctl/sample_data/users.csv','89158261e720830fbe19283e63677bc5df65f43294532a4a92744978190caec9','{"columns":["login","name","email","account","team","tags","timezone","shift","per_day","open","weight"]}',1774875600,1774875600,26,'{"read":24,"counts":{"new":24},"rejected":{},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(3,'teams','/srv/leadctl/sample_data/teams.csv','e4e06590997eada2b2589b3f00701396914bd2355b0f89b729d7d844eb0bdeef','{"columns":["name","owner","account"]}',1774875600,1774875600,6,'{"read":4,"counts":{"changed":4},"rejected":{},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(4,'customers','/srv/leadctl/sample_data/examples/customers.csv','ed001a74106467c660771d640d9a47256228ef68fe0a6ab64114ad1b97032353','{"columns":["external_id","name","website","email","phone","manager"]}',1774875600,1774875600,8,'{"read":6,"counts":{"new":6},"rejected":{},"warned":{"unknown-manager":1,"no-manager":1},"held":{}}',NULL);
INSERT INTO "import" VALUES(5,'territories','/srv/leadctl/sample_data/examples/territories.csv','f7dc00cd151df7d18fb32eb6dbe417ef0b97e00c7d87be58cf668804b309fec9','{"columns":["country","state","city","postal_code","record_type","user","team","account"],"table":"territories"}',1774875600,1774875600,11,'{"read":9,"counts":{"new":11},"rejected":{},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(6,'leads','a.csv','ae7454da13a15c3a3fe534b01cf483618891e806c66a30bc9053e0db502c7f6b','{"columns":["external_id","received_at","record_type","first_name","last_name","company","job_title","email","phone","mobile","street","city","state","postal_code","country","language","industry","source","campaign","product","status","value","priority",{"attribute":"Headcount"},"notes"]}',1774875600,1774875600,102,'{"read":100,"counts":{"new":100,"linked":2},"rejected":{},"warned":{"bad-email":1},"held":{}}',NULL);
INSERT INTO "import" VALUES(7,'leads','b.csv','956fb60c2c96aa53d202a38ed06ba7d0dc8e1635d75e1f34ef8d0603a9055b59','{"columns":["external_id","received_at","record_type","first_name","last_name","company","job_title","email","phone","mobile","street","city","state","postal_code","country","language","industry","source","campaign","product","status","value","priority",{"attribute":"Headcount"},"notes"]}',1774969200,1774969200,51,'{"read":49,"counts":{"new":47},"rejected":{"unreadable-row":1,"unreadable-date":1},"warned":{},"held":{}}',NULL);
INSERT INTO "import" VALUES(8,'leads','c.csv','cf890e6b8577d9596f9ef9fc9bec05754b54ea5ea2c413396527752aa774458b','{"columns":["external_id","received_at","record_type","first_name","last_name","company","job_title","email","phone","mobile","street","city","state","postal_code","country","language","industry","source","campaign","product","status","value","priority",{"attribute":"Headcount"},"notes"]}',1775052120,1775052120,52,'{"read":50,"counts":{"new":50},"rejected":{},"warned":{},"held":{}}',NULL);
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
INSERT INTO "import_reject" VALUES(9,4,6,'account manager','gitta','unknown-manager','no user "gitta" yet, manager once he is one; did you mean "gita"?',1);
INSERT INTO "import_reject" VALUES(10,4,7,'account manager','','no-manager','the customer has no manager; its leads are given like any other',1);
INSERT INTO "import_reject" VALUES(11,6,62,'Email','ivan.chen.mail.example','bad-email','email "ivan.chen.mail.example": An email address must have an @-sign.',1);
INSERT INTO "import_reject" VALUES(12,7,16,'Created At','sometime in March','unreadable-date','received_at "sometime in March" is not a date',0);
INSERT INTO "import_reject" VALUES(13,7,26,NULL,'TF-10125,2026-03-03 12:26:23,Inbound,Felix,Jansen,Granite Glazing LLC,Operations Manager,felix.jansen@granite-glazing.example,813.555.0120,,299 Union Sq, Suite 4,Tampa,FL,33605,US,English,Facility Services,Search ads,Search Brand,Dispatch,New,9150.00,Low,125,','unreadable-row','26 cells, more than the header''s 25',0);
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
INSERT INTO "lead" VALUES(1,2,5158488460305612810,'TF-10001','Cedric','Zamora','Cedric Zamora','cedric.zamora@cedar-solar.example',NULL,NULL,'+19735550100',NULL,'973.555.0100',NULL,NULL,'Cedar Solar Services','Founder','US','NJ','Newark','07105','747 College Ave',NULL,'Facility Services','English',1,7,1,1455000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":101}',0,NULL,'cedric zamora cedar solar services cedric.zamora@cedar-solar.example +19735550100 tf-10001',1772197592,'time',1774875600,6,2,NULL);
INSERT INTO "lead" VALUES(2,2,1480851483281096352,'TF-10002','Curtis','Sato','Curtis Sato','curtis.sato@westbrook-heating.example',NULL,NULL,'+13125550157',NULL,'312.555.0157',NULL,NULL,'Westbrook Heating & Sons','Operations Manager','US','IL','Chicago','60622','168 Oak Ave',NULL,'Facility Services','Spanish',2,7,4,1380000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":92}',10,'{"size": 10}','curtis sato westbrook heating & sons curtis.sato@westbrook-heating.example +13125550157 tf-10002',1772198706,'time',1774875600,6,3,NULL);
INSERT INTO "lead" VALUES(3,2,3535439751703637087,'TF-10003','Elliot','Garner','Elliot Garner','elliot.garner@juniper-glazing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Juniper Glazing Services','Operations Manager','US','NY','New York','10018','305 College Ave',NULL,'Construction','English',3,2,5,1610000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":152}',10,'{"size": 10}','elliot garner juniper glazing services elliot.garner@juniper-glazing.example tf-10003',1772200223,'time',1774875600,6,4,NULL);
INSERT INTO "lead" VALUES(4,2,4636210295857048708,'TF-10004','Amara','Kowalski','Amara Kowalski','amara.kowalski@prairie-heating.example',NULL,NULL,'+13125550163',NULL,'312.555.0163',NULL,NULL,'Prairie Heating LLC','Office Manager','US','IL','Chicago','60622','101 Mill Rd',NULL,'Construction',NULL,3,6,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":30}',0,NULL,'amara kowalski prairie heating llc amara.kowalski@prairie-heating.example +13125550163 tf-10004',1772203368,'time',1774875600,6,5,NULL);
INSERT INTO "lead" VALUES(5,2,1419769651061904343,'TF-10005','Paula','Ramos','Paula Ramos','paula.ramos@copper-elevators.example',NULL,NULL,'+12065550185',NULL,'+1 206 555 0185',NULL,NULL,'Copper Elevators Services','CFO','US','WA','Seattle','98108','666 Union Sq',NULL,'Construction',NULL,2,3,NULL,2975000,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'paula ramos copper elevators services paula.ramos@copper-elevators.example +12065550185 tf-10005',1772203717,'time',1774875600,6,6,NULL);
INSERT INTO "lead" VALUES(6,2,7566667546521642804,'TF-10006','Ivan','Fuentes','Ivan Fuentes','ivan.fuentes@valley-glazing.example',NULL,NULL,'+16195550127',NULL,'619.555.0127',NULL,NULL,'Valley Glazing Co','Director of Service','US','CA','San Diego','92101','34 Mill Rd',NULL,'Facility Services','English',1,2,1,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":65}',10,'{"size": 10}','ivan fuentes valley glazing co ivan.fuentes@valley-glazing.example +16195550127 tf-10006',1772204310,'time',1774875600,6,7,NULL);
INSERT INTO "lead" VALUES(7,2,8388958288354926450,'TF-10007','Elliot','Olsen','Elliot Olsen','elliot.olsen@prairie-landscaping.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Prairie Landscaping Co','IT Lead','US','OH','Columbus','43215','28 Oak Ave',NULL,'Facility Services','English',2,7,4,1365000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":53}',0,NULL,'elliot olsen prairie landscaping co elliot.olsen@prairie-landscaping.example tf-10007',1772207689,'time',1774875600,6,8,NULL);
INSERT INTO "lead" VALUES(8,2,440038965256295097,'TF-10008','Victor','Bishop','Victor Bishop','victor.bishop@stonegate-roofing.example',NULL,NULL,'+16125550142',NULL,'+1 612 555 0142',NULL,NULL,'Stonegate Roofing Inc','Founder','US','MN','Minneapolis','55413','205 Mill Rd',NULL,'Construction','English',3,4,3,1990000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":142}',50,'{"referred": 25, "decides": 15, "size": 10}','victor bishop stonegate roofing inc victor.bishop@stonegate-roofing.example +16125550142 tf-10008',1772209572,'time',1774875600,6,9,NULL);
INSERT INTO "lead" VALUES(9,2,5706859353602283332,'TF-10009','Lucia','Bishop','Lucia Bishop','lucia.bishop@yellowtail-heating.example',NULL,NULL,'+16025550116',NULL,'602.555.0116',NULL,NULL,'Yellowtail Heating & Sons','Owner','US','AZ','Phoenix','85007','48 Harbor Blvd',NULL,'Construction','English',3,6,2,1460000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'lucia bishop yellowtail heating & sons lucia.bishop@yellowtail-heating.example +16025550116 tf-10009',1772210798,'time',1774875600,6,10,NULL);
INSERT INTO "lead" VALUES(10,2,7505371316809542944,'TF-10010','Hector','Lowry','Hector Lowry','hector.lowry@pinnacle-landscaping.example',NULL,NULL,'+16125550182',NULL,'+1 612 555 0182',NULL,NULL,'Pinnacle Landscaping Group','Founder','US','MN','Minneapolis','55413','35 Union Sq',NULL,'Construction','Spanish',1,7,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":84}',25,'{"decides": 15, "size": 10}','hector lowry pinnacle landscaping group hector.lowry@pinnacle-landscaping.example +16125550182 tf-10010',1772211098,'time',1774875600,6,11,NULL);
INSERT INTO "lead" VALUES(11,2,2538813623478519776,'TF-10011','Daria','Kaplan','Daria Kaplan','daria.kaplan@granite-elevators.example',NULL,NULL,'+12135550185',NULL,'(213) 555-0185',NULL,NULL,'Granite Elevators LLC','Owner','US','CA','Los Angeles','90021','561 Main St',NULL,'Construction',NULL,2,6,5,380000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":15}',0,NULL,'daria kaplan granite elevators llc daria.kaplan@granite-elevators.example +12135550185 tf-10011',1772211394,'time',1774875600,6,12,NULL);
INSERT INTO "lead" VALUES(12,2,6016620626755981201,'TF-10012','Leon','Sato','Leon Sato','leon.sato@union-paving.example',NULL,NULL,'+16175550115',NULL,'+1 617 555 0115',NULL,NULL,'Union Paving & Sons','Director of Service','US','MA','Boston','02118','107 Oak Ave',NULL,'Construction',NULL,3,3,4,1365000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":145}',0,NULL,'leon sato union paving & sons leon.sato@union-paving.example +16175550115 tf-10012',1772211661,'time',1774875600,6,13,NULL);
INSERT INTO "lead" VALUES(13,2,6287833711508015325,'TF-10013','Camille','Zamora','Camille Zamora','camille.zamora@copper-heating.example',NULL,NULL,'+14045550140',NULL,'+1 404 555 0140','+14045550126','(404) 555-0126','Copper Heating Co','CFO','US','GA','Atlanta','30318','458 College Ave',NULL,'Construction','English',1,4,1,3455000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":118}',70,'{"budget": 20, "referred": 25, "decides": 15, "size": 10}','camille zamora copper heating co camille.zamora@copper-heating.example +14045550140 tf-10013',1772212101,'time',1774875600,6,14,NULL);
INSERT INTO "lead" VALUES(14,3,4255183478644056596,'TF-10014','Ivan','Chen','Ivan Chen','ivan.chen@lakeside-plumbing.example',NULL,NULL,'+12155550177',NULL,'215-555-0177',NULL,NULL,'Lakeside Plumbing Inc','CFO','US','PA','Philadelphia','19123','167 2nd St',NULL,'Facility Services','English',3,1,1,640000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":20}',0,NULL,'ivan chen lakeside plumbing inc ivan.chen@lakeside-plumbing.example +12155550177 tf-10014',1772212531,'time',1774875600,6,15,NULL);
INSERT INTO "lead" VALUES(15,2,2888294706183976786,'TF-10015','Jasmine','Ingram','Jasmine Ingram','jasmine.ingram@stonegate-landscaping.example',NULL,NULL,'+14045550149',NULL,'(404) 555-0149',NULL,NULL,'Stonegate Landscaping Services','Dispatcher','US','GA','Atlanta','30318','510 2nd St',NULL,'Construction',NULL,1,6,5,4310000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":19}',0,NULL,'jasmine ingram stonegate landscaping services jasmine.ingram@stonegate-landscaping.example +14045550149 tf-10015',1772216423,'time',1774875600,6,16,NULL);
INSERT INTO "lead" VALUES(16,2,7149985389096784485,'TF-10016','Caleb','Bishop','Caleb Bishop','caleb.bishop@juniper-solar.example',NULL,NULL,'+15125550120',NULL,'512-555-0120',NULL,NULL,'Juniper Solar Co','Director of Service','US','TX','Austin','78702','244 Harbor Blvd',NULL,'Construction','English',1,2,3,995000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":109}',10,'{"size": 10}','caleb bishop juniper solar co caleb.bishop@juniper-solar.example +15125550120 tf-10016',1772218529,'time',1774875600,6,17,NULL);
INSERT INTO "lead" VALUES(17,2,3124150519601736394,'TF-10017','Leon','Vance','Leon Vance','leon.vance@keystone-solar.example',NULL,NULL,'+14045550111',NULL,'(404) 555-0111',NULL,NULL,'Keystone Solar Inc','CFO','US','GA','Atlanta','30318','496 Main St',NULL,'Facility Services','English',4,3,3,385000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'leon vance keystone solar inc leon.vance@keystone-solar.example +14045550111 tf-10017',1772218605,'time',1774875600,6,18,NULL);
INSERT INTO "lead" VALUES(18,2,1249303412743999602,'TF-10018','Curtis','Farrow','Curtis Farrow','curtis.farrow@juniper-elevators.example',NULL,NULL,'+16175550114',NULL,'617.555.0114',NULL,NULL,'Juniper Elevators Inc','Owner','US','MA','Boston','02118','588 Oak Ave',NULL,'Facility Services','English',4,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":124}',0,NULL,'curtis farrow juniper elevators inc curtis.farrow@juniper-elevators.example +16175550114 tf-10018',1772218883,'time',1774875600,6,19,NULL);
INSERT INTO "lead" VALUES(19,2,9176072178641666724,'TF-10019','Daria','Shepherd','Daria Shepherd','daria.shepherd@summit-masonry.example',NULL,NULL,'+15125550172',NULL,'512-555-0172',NULL,NULL,'Summit Masonry Inc','Founder','US','TX','Austin','78702','892 Union Sq',NULL,'Facility Services','English',3,6,3,785000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":70}',0,NULL,'daria shepherd summit masonry inc daria.shepherd@summit-masonry.example +15125550172 tf-10019',1772219298,'time',1774875600,6,20,NULL);
INSERT INTO "lead" VALUES(20,2,8283822214250774663,'TF-10020','Camille','Jansen','Camille Jansen','camille.jansen@northfork-heating.example',NULL,NULL,'+16145550154',NULL,'614-555-0154',NULL,NULL,'Northfork Heating & Sons','Operations Manager','US','OH','Columbus','43215','427 Industrial Pkwy',NULL,'Construction','English',3,5,5,2240000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":17}',0,NULL,'camille jansen northfork heating & sons camille.jansen@northfork-heating.example +16145550154 tf-10020',1772219769,'time',1774875600,6,21,NULL);
INSERT INTO "lead" VALUES(21,2,3936161250265736146,'TF-10021','Ines','Baker','Ines Baker','ines.baker@union-heating.example',NULL,NULL,'+15105550113',NULL,'(510) 555-0113',NULL,NULL,'Union Heating Inc','Office Manager','US','CA','Oakland','94607','305 College Ave',NULL,'Construction','English',1,7,2,1895000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'ines baker union heating inc ines.baker@union-heating.example +15105550113 tf-10021',1772220432,'time',1774875600,6,22,NULL);
INSERT INTO "lead" VALUES(22,2,3064512256075982723,'TF-10022','Wanda','Underwood','Wanda Underwood','wanda.underwood@beacon-landscaping.example',NULL,NULL,'+15035550199',NULL,'(503) 555-0199',NULL,NULL,'Beacon Landscaping Co','Office Manager','US','OR','Portland','97209','407 Oak Ave',NULL,'Facility Services','English',3,6,NULL,5450000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":84}',30,'{"budget": 20, "size": 10}','wanda underwood beacon landscaping co wanda.underwood@beacon-landscaping.example +15035550199 tf-10022',1772220705,'time',1774875600,6,23,NULL);
INSERT INTO "lead" VALUES(23,2,2134569168861063391,'TF-10023','Hector','Pacheco','Hector Pacheco','hector.pacheco@meadow-elevators.example',NULL,NULL,'+12125550106',NULL,'212.555.0106',NULL,NULL,'Meadow Elevators & Sons','CFO','US','NY','New York','10018','840 Harbor Blvd',NULL,'Facility Services','English',3,5,NULL,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":65}',0,NULL,'hector pacheco meadow elevators & sons hector.pacheco@meadow-elevators.example +12125550106 tf-10023',1772220729,'time',1774875600,6,24,NULL);
INSERT INTO "lead" VALUES(24,2,6940061307870675307,'TF-10024','Daria','Hadley','Daria Hadley','daria.hadley@summit-glazing.example',NULL,NULL,'+15125550177',NULL,'512.555.0177',NULL,NULL,'Summit Glazing Co','Dispatcher','US','TX','Austin','78702','45 Mill Rd',NULL,'Construction',NULL,4,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":111}',0,NULL,'daria hadley summit glazing co daria.hadley@summit-glazing.example +15125550177 tf-10024',1772221517,'time',1774875600,6,25,NULL);
INSERT INTO "lead" VALUES(25,2,5405606712547388350,'TF-10025','Chloe','Banerjee','Chloe Banerjee','chloe.banerjee@stonegate-glazing.example',NULL,NULL,'+17045550103',NULL,'(704) 555-0103','+17045550192','704-555-0192','Stonegate Glazing Inc','Operations Manager','US','NC','Charlotte','28206','267 Union Sq',NULL,'Construction','English',3,7,5,1415000,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'chloe banerjee stonegate glazing inc chloe.banerjee@stonegate-glazing.example +17045550103 tf-10025',1772223055,'time',1774875600,6,26,NULL);
INSERT INTO "lead" VALUES(26,2,4145707974250343787,'TF-10026','Quentin','Walsh','Quentin Walsh','quentin.walsh@stonegate-heating.example',NULL,NULL,'+13135550157',NULL,'+1 313 555 0157',NULL,NULL,'Stonegate Heating LLC','Dispatcher','US','MI','Detroit','48207','276 Union Sq',NULL,'Facility Services','English',4,4,4,5185000,1,NULL,NULL,NULL,1,NULL,NULL,45,'{"budget": 20, "referred": 25}','quentin walsh stonegate heating llc quentin.walsh@stonegate-heating.example +13135550157 tf-10026',1772225558,'time',1774875600,6,27,NULL);
INSERT INTO "lead" VALUES(27,2,7015295904942413893,'TF-10027','Selma','Farrow','Selma Farrow','selma.farrow@ironwood-glazing.example',NULL,NULL,'+12135550192',NULL,'213-555-0192',NULL,NULL,'Ironwood Glazing & Sons','Owner','US','CA','Los Angeles','90021','13 Mill Rd',NULL,'Facility Services',NULL,2,2,2,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":17}',15,'{"decides": 15}','selma farrow ironwood glazing & sons selma.farrow@ironwood-glazing.example +12135550192 tf-10027',1772225915,'time',1774875600,6,28,NULL);
INSERT INTO "lead" VALUES(28,2,1715175831784023777,'TF-10028','Jamal','Walsh','Jamal Walsh','jamal.walsh@orchard-landscaping.example',NULL,NULL,'+15125550144',NULL,'512-555-0144',NULL,NULL,'Orchard Landscaping Co','Office Manager','US','TX','Austin','78702','136 Main St',NULL,'Construction','English',3,4,3,1035000,NULL,NULL,NULL,NULL,1,NULL,NULL,25,'{"referred": 25}','jamal walsh orchard landscaping co jamal.walsh@orchard-landscaping.example +15125550144 tf-10028',1772226694,'time',1774875600,6,29,NULL);
INSERT INTO "lead" VALUES(29,2,6749609364610901824,'TF-10029','Tariq','Delgado','Tariq Delgado','tariq.delgado@granite-glazing.example',NULL,NULL,'+12125550138',NULL,'(212) 555-0138','+12125550154','+1 212 555 0154','Granite Glazing Services','Founder','US','NY','New York','10018','108 Mill Rd',NULL,'Construction','English',2,6,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":132}',0,NULL,'tariq delgado granite glazing services tariq.delgado@granite-glazing.example +12125550138 tf-10029',1772226770,'time',1774875600,6,30,NULL);
INSERT INTO "lead" VALUES(30,2,4846100264958751591,'TF-10030','Julia','Marsh','Julia Marsh','julia.marsh@riverbend-cooling.example',NULL,NULL,'+16175550155',NULL,'617.555.0155',NULL,NULL,'Riverbend Cooling Co','Director of Service','US','MA','Boston','02118','861 2nd St',NULL,'Construction','English',1,4,NULL,8965000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":50}',55,'{"budget": 20, "referred": 25, "size": 10}','julia marsh riverbend cooling co julia.marsh@riverbend-cooling.example +16175550155 tf-10030',1772227236,'time',1774875600,6,31,NULL);
INSERT INTO "lead" VALUES(31,2,6698120916094606980,'TF-10031','Imani','Jarvis','Imani Jarvis','imani.jarvis@cedar-landscaping.example',NULL,NULL,'+12135550131',NULL,'213-555-0131',NULL,NULL,'Cedar Landscaping Group','Owner','US','CA','Los Angeles','90021','311 Industrial Pkwy',NULL,'Construction',NULL,2,7,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":118}',0,NULL,'imani jarvis cedar landscaping group imani.jarvis@cedar-landscaping.example +12135550131 tf-10031',1772227435,'time',1774875600,6,32,NULL);
INSERT INTO "lead" VALUES(32,2,7171348596148941564,'TF-10032','Imani','Kaplan','Imani Kaplan','imani.kaplan@union-electric.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Union Electric Group','Director of Service','US','TX','Dallas','75207','860 Industrial Pkwy',NULL,'Construction','Spanish',1,3,3,1675000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":110}',-10,'{"size": 10, "bought address": -20}','imani kaplan union electric group imani.kaplan@union-electric.example tf-10032',1772227698,'time',1774875600,6,33,NULL);
INSERT INTO "lead" VALUES(33,3,2728818881638949889,'TF-10033','Valerie','Goddard','Valerie Goddard','valerie.goddard@riverbend-plumbing.example',NULL,NULL,'+14045550119',NULL,'(404) 555-0119',NULL,NULL,'Riverbend Plumbing Group','Office Manager','US','GA','Atlanta','30318','195 2nd St',NULL,'Facility Services','English',2,1,2,635000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":80}',0,NULL,'valerie goddard riverbend plumbing group valerie.goddard@riverbend-plumbing.example +14045550119 tf-10033',1772228991,'time',1774875600,6,34,NULL);
INSERT INTO "lead" VALUES(34,2,2654487646515656356,'TF-10034','Jasmine','Thorne','Jasmine Thorne','jasmine.thorne@meadow-paving.example',NULL,NULL,'+15105550194',NULL,'+1 510 555 0194',NULL,NULL,'Meadow Paving Services','Director of Service','US','CA','Oakland','94607','45 2nd St',NULL,'Facility Services',NULL,2,2,3,855000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'jasmine thorne meadow paving services jasmine.thorne@meadow-paving.example +15105550194 tf-10034',1772229322,'time',1774875600,6,35,NULL);
INSERT INTO "lead" VALUES(35,2,8298489248672658672,'TF-10035','Esther','Sato','Esther Sato','esther.sato@foxhall-elevators.example',NULL,NULL,'+15105550133',NULL,'510-555-0133',NULL,NULL,'Foxhall Elevators Group','Founder','US','CA','Oakland','94607','844 Harbor Blvd',NULL,'Construction',NULL,3,7,3,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":164}',0,NULL,'esther sato foxhall elevators group esther.sato@foxhall-elevators.example +15105550133 tf-10035',1772229464,'time',1774875600,6,36,NULL);
INSERT INTO "lead" VALUES(36,2,8567311113584454742,'TF-10036','Yusuf','Whitaker','Yusuf Whitaker','yusuf.whitaker@beacon-heating.example',NULL,NULL,'+12145550124',NULL,'+1 214 555 0124',NULL,NULL,'Beacon Heating Services','Founder','US','TX','Dallas','75207','164 2nd St',NULL,'Construction','English',2,3,5,360000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":146}',0,NULL,'yusuf whitaker beacon heating services yusuf.whitaker@beacon-heating.example +12145550124 tf-10036',1772229511,'time',1774875600,6,37,NULL);
INSERT INTO "lead" VALUES(37,2,284461034770524824,'TF-10037','Beatriz','Dalton','Beatriz Dalton','beatriz.dalton@tidewater-elevators.example',NULL,NULL,'+14045550182',NULL,'404-555-0182',NULL,NULL,'Tidewater Elevators Services','Operations Manager','US','GA','Atlanta','30318','174 Union Sq',NULL,'Facility Services','Spanish',3,3,1,955000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":5}',-20,'{"bought address": -20}','beatriz dalton tidewater elevators services beatriz.dalton@tidewater-elevators.example +14045550182 tf-10037',1772234267,'time',1774875600,6,38,NULL);
INSERT INTO "lead" VALUES(38,2,2292933481152991061,'TF-10038','Cedric','Nolan','Cedric Nolan','cedric.nolan@juniper-heating.example',NULL,NULL,'+12135550157',NULL,'(213) 555-0157',NULL,NULL,'Juniper Heating Co','IT Lead','US','CA','Los Angeles','90021','741 Oak Ave',NULL,'Facility Services','English',4,7,1,835000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":122}',0,NULL,'cedric nolan juniper heating co cedric.nolan@juniper-heating.example +12135550157 tf-10038',1772234945,'time',1774875600,6,39,NULL);
INSERT INTO "lead" VALUES(39,2,1531813008566743845,'TF-10039','Harriet','Haines','Harriet Haines','harriet.haines@blue-door-cooling.example',NULL,NULL,'+12065550144',NULL,'+1 206 555 0144',NULL,NULL,'Blue-Door Cooling Co','CFO','US','WA','Seattle','98108','858 College Ave',NULL,'Facility Services','English',1,3,1,1705000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":150}',0,NULL,'harriet haines blue-door cooling co harriet.haines@blue-door-cooling.example +12065550144 tf-10039',1772235219,'time',1774875600,6,40,NULL);
INSERT INTO "lead" VALUES(40,3,8871260632240753594,'TF-10040','Harriet','Thorne','Harriet Thorne','harriet.thorne@stonegate-elevators.example',NULL,NULL,'+12125550108',NULL,'+1 212 555 0108',NULL,NULL,'Stonegate Elevators LLC','Owner','US','NY','New York','10018','611 Mill Rd',NULL,'Construction','English',1,1,3,805000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":72}',0,NULL,'harriet thorne stonegate elevators llc harriet.thorne@stonegate-elevators.example +12125550108 tf-10040',1772235369,'time',1774875600,6,41,NULL);
INSERT INTO "lead" VALUES(41,2,8899092558019551222,'TF-10041','Edith','Osborne','Edith Osborne','edith.osborne@prairie-plumbing.example',NULL,NULL,'+12125550133',NULL,'(212) 555-0133',NULL,NULL,'Prairie Plumbing Co','CFO','US','NY','New York','10018','593 College Ave',NULL,'Facility Services','English',1,4,4,395000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":171}',50,'{"referred": 25, "decides": 15, "size": 10}','edith osborne prairie plumbing co edith.osborne@prairie-plumbing.example +12125550133 tf-10041',1772239106,'time',1774875600,6,42,NULL);
INSERT INTO "lead" VALUES(42,2,6348342064033703629,'TF-10042','Uma','Lambert','Uma Lambert','uma.lambert@cedar-masonry.example',NULL,NULL,'+17165550128',NULL,'(716) 555-0128',NULL,NULL,'Cedar Masonry Co','Director of Service','US','NY','Buffalo','14203','703 Oak Ave',NULL,'Facility Services','English',2,3,4,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'uma lambert cedar masonry co uma.lambert@cedar-masonry.example +17165550128 tf-10042',1772241279,'time',1774875600,6,43,NULL);
INSERT INTO "lead" VALUES(43,2,5786243003774539882,'TF-10043','Oscar','Ibarra','Oscar Ibarra','oscar.ibarra@stonegate-glazing.example',NULL,NULL,'+16145550159',NULL,'614.555.0159',NULL,NULL,'Stonegate Glazing Services','Director of Service','US','OH','Columbus','43215','600 Oak Ave',NULL,'Facility Services',NULL,3,4,2,565000,NULL,NULL,NULL,NULL,1,NULL,NULL,25,'{"referred": 25}','oscar ibarra stonegate glazing services oscar.ibarra@stonegate-glazing.example +16145550159 tf-10043',1772241911,'time',1774875600,6,44,NULL);
INSERT INTO "lead" VALUES(44,2,8934544666739962692,'TF-10044','Grace','Lambert','Grace Lambert','grace.lambert@copper-electric.example',NULL,NULL,'+13125550192',NULL,'312-555-0192','+13125550182','312-555-0182','Copper Electric Co','IT Lead','US','IL','Chicago','60622','162 Union Sq',NULL,'Construction','English',2,3,4,650000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'grace lambert copper electric co grace.lambert@copper-electric.example +13125550192 tf-10044',1772242666,'time',1774875600,6,45,NULL);
INSERT INTO "lead" VALUES(45,2,7893952981851902585,'TF-10045','Quentin','Calloway','Quentin Calloway','quentin.calloway@juniper-landscaping.example',NULL,NULL,'+12155550163',NULL,'215-555-0163',NULL,NULL,'Juniper Landscaping Group','Operations Manager','US','PA','Philadelphia','19123','609 Union Sq',NULL,'Construction','English',1,3,3,950000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":125}',0,NULL,'quentin calloway juniper landscaping group quentin.calloway@juniper-landscaping.example +12155550163 tf-10045',1772243779,'time',1774875600,6,46,NULL);
INSERT INTO "lead" VALUES(46,2,4484385308918508667,'TF-10046','Selma','Albrecht','Selma Albrecht','selma.albrecht@redbrick-glazing.example',NULL,NULL,NULL,NULL,NULL,'+16195550193','(619) 555-0193','Redbrick Glazing Group','Dispatcher','US','CA','San Diego','92101','347 Union Sq',NULL,'Facility Services','English',1,3,2,6465000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":139}',10,'{"budget": 20, "size": 10, "bought address": -20}','selma albrecht redbrick glazing group selma.albrecht@redbrick-glazing.example tf-10046',1772251776,'time',1774875600,6,47,NULL);
INSERT INTO "lead" VALUES(47,2,5037158531335112572,'TF-10047','Nathan','Sandoval','Nathan Sandoval','nathan.sandoval@riverbend-glazing.example',NULL,NULL,NULL,NULL,NULL,'+12125550127','(212) 555-0127','Riverbend Glazing Inc','IT Lead','US','NY','New York','10018','340 Harbor Blvd',NULL,'Construction','English',3,7,4,4215000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":174}',0,NULL,'nathan sandoval riverbend glazing inc nathan.sandoval@riverbend-glazing.example tf-10047',1772267569,'time',1774875600,6,48,NULL);
INSERT INTO "lead" VALUES(48,3,6806536619893542685,'TF-10048','Uma','Kowalski','Uma Kowalski','uma.kowalski@cedar-solar.example',NULL,NULL,'+14045550195',NULL,'404.555.0195',NULL,NULL,'Cedar Solar LLC','Operations Manager','US','GA','Atlanta','30318','737 Harbor Blvd',NULL,'Construction',NULL,2,1,5,1045000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":92}',0,NULL,'uma kowalski cedar solar llc uma.kowalski@cedar-solar.example +14045550195 tf-10048',1772284767,'time',1774875600,6,49,NULL);
INSERT INTO "lead" VALUES(49,2,8807869132566278209,'TF-10049','Imani','Jarvis','Imani Jarvis','imani.jarvis@cedar-landscaping.example',NULL,NULL,'+12135550131',NULL,'213-555-0131',NULL,NULL,'Cedar Landscaping Group','Founder','US','CA','Los Angeles','90021','311 Industrial Pkwy',NULL,'Facility Services',NULL,4,6,5,1030000,NULL,NULL,NULL,'Asked before, wants to hear about Scheduling',1,NULL,'{"Headcount":179}',0,NULL,'imani jarvis cedar landscaping group imani.jarvis@cedar-landscaping.example +12135550131 tf-10049',1772289174,'time',1774875600,6,50,NULL);
INSERT INTO "lead" VALUES(50,3,6355590286050775474,'TF-10050','Grace','Whitaker','Grace Whitaker','grace.whitaker@pinnacle-masonry.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Pinnacle Masonry Group','IT Lead','US','NY','Buffalo','14203','853 Union Sq',NULL,'Facility Services','English',2,1,1,5105000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":37}',20,'{"budget": 20}','grace whitaker pinnacle masonry group grace.whitaker@pinnacle-masonry.example tf-10050',1772291182,'time',1774875600,6,51,NULL);
INSERT INTO "lead" VALUES(51,2,8693958782004021678,'TF-10051','Deshawn','Ramos','Deshawn Ramos','deshawn.ramos@cedar-cooling.example',NULL,NULL,'+18135550123',NULL,'(813) 555-0123',NULL,NULL,'Cedar Cooling & Sons','Dispatcher','US','FL','Tampa','33605','430 Main St',NULL,'Construction','English',2,4,4,1275000,NULL,NULL,NULL,NULL,1,NULL,NULL,25,'{"referred": 25}','deshawn ramos cedar cooling & sons deshawn.ramos@cedar-cooling.example +18135550123 tf-10051',1772294192,'time',1774875600,6,52,NULL);
INSERT INTO "lead" VALUES(52,2,1613681907928685235,'TF-10052','Ruth','Pacheco','Ruth Pacheco','ruth.pacheco@yellowtail-electric.example',NULL,NULL,'+14045550125',NULL,'+1 404 555 0125','+14045550180','+1 404 555 0180','Yellowtail Electric Co','Founder','US','GA','Atlanta','30318','644 Harbor Blvd',NULL,'Construction','English',2,7,5,465000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":127}',0,NULL,'ruth pacheco yellowtail electric co ruth.pacheco@yellowtail-electric.example +14045550125 tf-10052',1772301498,'time',1774875600,6,53,NULL);
INSERT INTO "lead" VALUES(53,2,3477749791408092350,'TF-10053','Nina','Patel','Nina Patel','nina.patel@harbor-paving.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Harbor Paving Inc','Owner','US','NV','Las Vegas','89102','458 Industrial Pkwy',NULL,'Facility Services','English',4,3,1,NULL,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'nina patel harbor paving inc nina.patel@harbor-paving.example tf-10053',1772348734,'time',1774875600,6,54,NULL);
INSERT INTO "lead" VALUES(54,2,9124342547599717027,'TF-10054','Uma','Farrow','Uma Farrow','uma.farrow@ironwood-electric.example',NULL,NULL,'+15105550122',NULL,'510.555.0122',NULL,NULL,'Ironwood Electric Inc','Dispatcher','US','CA','Oakland','94607','494 Harbor Blvd',NULL,'Facility Services','English',1,2,NULL,280000,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'uma farrow ironwood electric inc uma.farrow@ironwood-electric.example +15105550122 tf-10054',1772356669,'time',1774875600,6,55,NULL);
INSERT INTO "lead" VALUES(55,2,8404251060956581553,'TF-10055','Esther','Mehta','Esther Mehta','esther.mehta@keystone-landscaping.example',NULL,NULL,'+12135550161',NULL,'+1 213 555 0161',NULL,NULL,'Keystone Landscaping LLC','Director of Service','US','CA','Los Angeles','90021','438 Industrial Pkwy',NULL,'Facility Services','English',2,2,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":13}',0,NULL,'esther mehta keystone landscaping llc esther.mehta@keystone-landscaping.example +12135550161 tf-10055',1772370322,'time',1774875600,6,56,NULL);
INSERT INTO "lead" VALUES(56,3,2485815035229695066,'TF-10056','Lucia','Bishop','Lucia Bishop','lucia.bishop@prairie-paving.example',NULL,NULL,'+12125550152',NULL,'212.555.0152',NULL,NULL,'Prairie Paving & Sons','Director of Service','US','NY','New York','10018','314 College Ave',NULL,'Facility Services','English',4,1,1,2705000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":47}',0,NULL,'lucia bishop prairie paving & sons lucia.bishop@prairie-paving.example +12125550152 tf-10056',1772374477,'time',1774875600,6,57,NULL);
INSERT INTO "lead" VALUES(57,2,2929777133883529169,'TF-10057','Hector','Underwood','Hector Underwood','hector.underwood@juniper-masonry.example',NULL,NULL,'+12155550137',NULL,'(215) 555-0137',NULL,NULL,'Juniper Masonry LLC','Office Manager','US','PA','Philadelphia','19123','813 Harbor Blvd',NULL,'Construction',NULL,1,3,1,2415000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'hector underwood juniper masonry llc hector.underwood@juniper-masonry.example +12155550137 tf-10057',1772378916,'time',1774875600,6,58,NULL);
INSERT INTO "lead" VALUES(58,2,703758552245585315,'TF-10058','Zoe','Reyes','Zoe Reyes','zoe.reyes@orchard-roofing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Orchard Roofing LLC','Office Manager','US','TX','Austin','78702','479 Main St',NULL,'Facility Services','English',4,5,NULL,5715000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":18}',20,'{"budget": 20}','zoe reyes orchard roofing llc zoe.reyes@orchard-roofing.example tf-10058',1772382036,'time',1774875600,6,59,NULL);
INSERT INTO "lead" VALUES(59,2,6066184363781555248,'TF-10059','Jamal','Fuentes','Jamal Fuentes','jamal.fuentes@northfork-cooling.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Northfork Cooling Co','Director of Service','US','NY','Buffalo','14203','602 Mill Rd',NULL,'Construction','English',3,3,2,5945000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":80}',10,'{"budget": 20, "size": 10, "bought address": -20}','jamal fuentes northfork cooling co jamal.fuentes@northfork-cooling.example tf-10059',1772390348,'time',1774875600,6,60,NULL);
INSERT INTO "lead" VALUES(60,3,5192037962706082310,'TF-10060','Felix','Jarvis','Felix Jarvis','felix.jarvis@granite-plumbing.example',NULL,NULL,'+15035550156',NULL,'(503) 555-0156',NULL,NULL,'Granite Plumbing Co','Owner','US','OR','Portland','97209','75 Main St',NULL,'Construction',NULL,2,1,4,8645000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":151}',45,'{"budget": 20, "decides": 15, "size": 10}','felix jarvis granite plumbing co felix.jarvis@granite-plumbing.example +15035550156 tf-10060',1772391675,'time',1774875600,6,61,NULL);
INSERT INTO "lead" VALUES(61,3,3557977526975630243,'TF-10061','Ivan','Chen','Ivan Chen',NULL,'ivan.chen.mail.example',NULL,'+12155550177',NULL,'215-555-0177',NULL,NULL,'Lakeside Plumbing Inc','IT Lead','US','PA','Philadelphia','19123','167 2nd St',NULL,'Facility Services','English',3,4,NULL,1480000,NULL,NULL,NULL,'Asked before, wants to hear about Invoicing',1,NULL,NULL,25,'{"referred": 25}','ivan chen lakeside plumbing inc +12155550177 tf-10061',1772397306,'time',1774875600,6,62,NULL);
INSERT INTO "lead" VALUES(62,2,3435817694749132112,'TF-10062','Esther','Bishop','Esther Bishop','esther.bishop@valley-heating.example',NULL,NULL,'+17165550172',NULL,'(716) 555-0172',NULL,NULL,'Valley Heating Co','CFO','US','NY','Buffalo','14203','316 College Ave',NULL,'Facility Services','English',1,6,5,665000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":42}',15,'{"decides": 15}','esther bishop valley heating co esther.bishop@valley-heating.example +17165550172 tf-10062',1772401084,'time',1774875600,6,63,NULL);
INSERT INTO "lead" VALUES(63,2,443766211107895575,'TF-10063','Alma','Haines','Alma Haines','alma.haines@prairie-electric.example',NULL,NULL,'+18135550170',NULL,'+1 813 555 0170',NULL,NULL,'Prairie Electric Services','Office Manager','US','FL','Tampa','33605','304 Union Sq',NULL,'Facility Services',NULL,3,4,4,1045000,NULL,NULL,NULL,NULL,1,NULL,NULL,25,'{"referred": 25}','alma haines prairie electric services alma.haines@prairie-electric.example +18135550170 tf-10063',1772417162,'time',1774875600,6,64,NULL);
INSERT INTO "lead" VALUES(64,2,3182212536442494695,'TF-10064','Zoe','Goddard','Zoe Goddard','zoe.goddard@keystone-elevators.example',NULL,NULL,'+17025550112',NULL,'(702) 555-0112','+17025550100','702-555-0100','Keystone Elevators Services','IT Lead','US','NV','Las Vegas','89102','159 Mill Rd',NULL,'Facility Services','English',2,6,NULL,1580000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":32}',0,NULL,'zoe goddard keystone elevators services zoe.goddard@keystone-elevators.example +17025550112 tf-10064',1772441578,'time',1774875600,6,65,NULL);
INSERT INTO "lead" VALUES(65,2,6641171371072517382,'TF-10065','Selma','Keller','Selma Keller','selma.keller@tidewater-heating.example',NULL,NULL,'+16145550121',NULL,'614-555-0121',NULL,NULL,'Tidewater Heating & Sons','Dispatcher','US','OH','Columbus','43215','358 Union Sq',NULL,'Facility Services',NULL,3,3,NULL,NULL,1,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'selma keller tidewater heating & sons selma.keller@tidewater-heating.example +16145550121 tf-10065',1772457941,'time',1774875600,6,66,NULL);
INSERT INTO "lead" VALUES(66,2,8125627806970532049,'TF-10066','Emil','Costa','Emil Costa','emil.costa@riverbend-roofing.example',NULL,NULL,'+16175550116',NULL,'617-555-0116',NULL,NULL,'Riverbend Roofing LLC','Operations Manager','US','MA','Boston','02118','518 Oak Ave',NULL,'Construction','English',4,2,4,1270000,NULL,NULL,NULL,NULL,11,NULL,'{"Headcount":174}',10,'{"size": 10}','emil costa riverbend roofing llc emil.costa@riverbend-roofing.example +16175550116 tf-10066',1772458832,'time',1774875600,6,67,NULL);
INSERT INTO "lead" VALUES(67,2,8404398455358542413,'TF-10067','Adrian','Pacheco','Adrian Pacheco','adrian.pacheco@foxhall-elevators.example',NULL,NULL,'+12065550104',NULL,'+1 206 555 0104',NULL,NULL,'Foxhall Elevators Co','Owner','US','WA','Seattle','98108','188 Mill Rd',NULL,'Construction','English',1,3,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":163}',0,NULL,'adrian pacheco foxhall elevators co adrian.pacheco@foxhall-elevators.example +12065550104 tf-10067',1772462405,'time',1774875600,6,68,NULL);
INSERT INTO "lead" VALUES(68,2,7702815832512801820,'TF-10068','Lucia','Dalton','Lucia Dalton','lucia.dalton@keystone-cooling.example',NULL,NULL,'+18135550138',NULL,'+1 813 555 0138','+18135550195','813-555-0195','Keystone Cooling Group','Founder','US','FL','Tampa','33605','58 Union Sq',NULL,'Facility Services','English',4,3,NULL,790000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":44}',0,NULL,'lucia dalton keystone cooling group lucia.dalton@keystone-cooling.example +18135550138 tf-10068',1772464037,'time',1774875600,6,69,NULL);
INSERT INTO "lead" VALUES(69,2,4511636797699758977,'TF-10069','Laura','Chen','Laura Chen','laura.chen@union-roofing.example',NULL,NULL,'+12145550163',NULL,'(214) 555-0163',NULL,NULL,'Union Roofing Group','Dispatcher','US','TX','Dallas','75207','486 College Ave',NULL,'Construction','English',4,6,3,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'laura chen union roofing group laura.chen@union-roofing.example +12145550163 tf-10069',1772464140,'time',1774875600,6,70,NULL);
INSERT INTO "lead" VALUES(70,2,2677917164307641025,'TF-10070','Harriet','Goddard','Harriet Goddard','harriet.goddard@union-solar.example',NULL,NULL,'+16175550110',NULL,'617-555-0110',NULL,NULL,'Union Solar LLC','Director of Service','US','MA','Boston','02118','448 2nd St',NULL,'Facility Services','English',1,4,2,170000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":154}',35,'{"referred": 25, "size": 10}','harriet goddard union solar llc harriet.goddard@union-solar.example +16175550110 tf-10070',1772465465,'time',1774875600,6,71,NULL);
INSERT INTO "lead" VALUES(71,2,2750977890150707036,'TF-10071','Ines','Sato','Ines Sato','ines.sato@granite-masonry.example',NULL,NULL,'+12155550150',NULL,'215-555-0150',NULL,NULL,'Granite Masonry Co','Director of Service','US','PA','Philadelphia','19123','604 Harbor Blvd',NULL,'Construction','Spanish',1,3,NULL,3975000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":162}',10,'{"budget": 20, "size": 10, "bought address": -20}','ines sato granite masonry co ines.sato@granite-masonry.example +12155550150 tf-10071',1772465548,'time',1774875600,6,72,NULL);
INSERT INTO "lead" VALUES(72,2,6851810670747442801,'TF-10072','Malik','Osborne','Malik Osborne','malik.osborne@blue-door-landscaping.example',NULL,NULL,'+13125550133',NULL,'(312) 555-0133','+13125550188','312.555.0188','Blue-Door Landscaping Services','Owner','US','IL','Chicago','60622','307 Harbor Blvd',NULL,'Construction',NULL,1,5,1,3965000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":38}',0,NULL,'malik osborne blue-door landscaping services malik.osborne@blue-door-landscaping.example +13125550133 tf-10072',1772465809,'time',1774875600,6,73,NULL);
INSERT INTO "lead" VALUES(73,3,3228252107919377291,'TF-10073','Victor','Fuentes','Victor Fuentes','victor.fuentes@foxhall-electric.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Foxhall Electric Co','Operations Manager','US','OR','Portland','97209','448 Union Sq',NULL,'Construction',NULL,1,1,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":10}',0,NULL,'victor fuentes foxhall electric co victor.fuentes@foxhall-electric.example tf-10073',1772467491,'time',1774875600,6,74,NULL);
INSERT INTO "lead" VALUES(74,2,1848528744177030260,'TF-10074','Kiara','Sandoval','Kiara Sandoval','kiara.sandoval@meadow-electric.example',NULL,NULL,'+16145550104',NULL,'614-555-0104',NULL,NULL,'Meadow Electric & Sons','Operations Manager','US','OH','Columbus','43215','338 Mill Rd',NULL,'Facility Services','English',2,4,5,480000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":142}',35,'{"referred": 25, "size": 10}','kiara sandoval meadow electric & sons kiara.sandoval@meadow-electric.example +16145550104 tf-10074',1772468085,'time',1774875600,6,75,NULL);
INSERT INTO "lead" VALUES(75,2,3486286477398126558,'TF-10075','Caleb','Mehta','Caleb Mehta','caleb.mehta@riverbend-cooling.example',NULL,NULL,'+18135550157',NULL,'(813) 555-0157',NULL,NULL,'Riverbend Cooling LLC','Dispatcher','US','FL','Tampa','33605','211 Industrial Pkwy',NULL,'Construction','English',1,6,1,10245000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":53}',30,'{"budget": 20, "size": 10}','caleb mehta riverbend cooling llc caleb.mehta@riverbend-cooling.example +18135550157 tf-10075',1772469454,'time',1774875600,6,76,NULL);
INSERT INTO "lead" VALUES(76,2,751307791252726078,'TF-10076','Uma','Marsh','Uma Marsh','uma.marsh@valley-glazing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Valley Glazing Services','Operations Manager','US','CA','Oakland','94607','142 Main St',NULL,'Facility Services',NULL,4,7,4,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":155}',10,'{"size": 10}','uma marsh valley glazing services uma.marsh@valley-glazing.example tf-10076',1772469787,'time',1774875600,6,77,NULL);
INSERT INTO "lead" VALUES(77,2,3715851674259448353,'TF-10077','Grace','Garner','Grace Garner','grace.garner@prairie-roofing.example',NULL,NULL,'+16175550148',NULL,'(617) 555-0148',NULL,NULL,'Prairie Roofing Group','Office Manager','US','MA','Boston','02118','243 College Ave',NULL,'Facility Services','English',4,4,5,345000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":37}',25,'{"referred": 25}','grace garner prairie roofing group grace.garner@prairie-roofing.example +16175550148 tf-10077',1772470111,'time',1774875600,6,78,NULL);
INSERT INTO "lead" VALUES(78,2,8814167791663530185,'TF-10078','Elena','Whitaker','Elena Whitaker','elena.whitaker@lakeside-paving.example',NULL,NULL,NULL,NULL,NULL,'+12155550110','215.555.0110','Lakeside Paving Group','Office Manager','US','PA','Philadelphia','19123','450 2nd St',NULL,'Facility Services','Spanish',1,4,4,360000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":145}',35,'{"referred": 25, "size": 10}','elena whitaker lakeside paving group elena.whitaker@lakeside-paving.example tf-10078',1772470324,'time',1774875600,6,79,NULL);
INSERT INTO "lead" VALUES(79,2,5100628226824091028,'TF-10079','Ruth','Chen','Ruth Chen','ruth.chen@granite-plumbing.example',NULL,NULL,'+17045550125',NULL,'704-555-0125','+17045550181','+1 704 555 0181','Granite Plumbing Inc','Dispatcher','US','NC','Charlotte','28206','888 Industrial Pkwy',NULL,'Construction','English',1,6,5,1615000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":72}',10,'{"size": 10}','ruth chen granite plumbing inc ruth.chen@granite-plumbing.example +17045550125 tf-10079',1772470506,'time',1774875600,6,80,NULL);
INSERT INTO "lead" VALUES(80,2,592020597421358943,'TF-10080','Grace','Dunn','Grace Dunn','grace.dunn@tidewater-plumbing.example',NULL,NULL,'+16125550117',NULL,'612-555-0117',NULL,NULL,'Tidewater Plumbing Group','Owner','US','MN','Minneapolis','55413','588 Union Sq',NULL,'Construction',NULL,3,3,4,1085000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":128}',0,NULL,'grace dunn tidewater plumbing group grace.dunn@tidewater-plumbing.example +16125550117 tf-10080',1772470565,'time',1774875600,6,81,NULL);
INSERT INTO "lead" VALUES(81,2,4793279710299065052,'TF-10081','Diego','Lowry','Diego Lowry','diego.lowry@orchard-landscaping.example',NULL,NULL,'+17165550171',NULL,'(716) 555-0171',NULL,NULL,'Orchard Landscaping & Sons','Operations Manager','US','NY','Buffalo','14203','528 2nd St',NULL,'Construction','English',2,4,NULL,1310000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":61}',35,'{"referred": 25, "size": 10}','diego lowry orchard landscaping & sons diego.lowry@orchard-landscaping.example +17165550171 tf-10081',1772471697,'time',1774875600,6,82,NULL);
INSERT INTO "lead" VALUES(82,2,1675057172211895110,'TF-10082','Imani','Nolan','Imani Nolan','imani.nolan@beacon-glazing.example',NULL,NULL,'+15125550123',NULL,'+1 512 555 0123',NULL,NULL,'Beacon Glazing & Sons','Director of Service','US','TX','Austin','78702','893 Industrial Pkwy',NULL,'Construction','English',2,3,1,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":155}',0,NULL,'imani nolan beacon glazing & sons imani.nolan@beacon-glazing.example +15125550123 tf-10082',1772472386,'time',1774875600,6,83,NULL);
INSERT INTO "lead" VALUES(83,3,5811955692784500805,'TF-10083','Ines','Ramos','Ines Ramos','ines.ramos@meadow-roofing.example',NULL,NULL,'+15105550178',NULL,'510-555-0178',NULL,NULL,'Meadow Roofing Group','Founder','US','CA','Oakland','94607','400 Union Sq',NULL,'Facility Services','English',3,1,3,4845000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":18}',0,NULL,'ines ramos meadow roofing group ines.ramos@meadow-roofing.example +15105550178 tf-10083',1772474987,'time',1774875600,6,84,NULL);
INSERT INTO "lead" VALUES(84,2,5746883973339312107,'TF-10084','Abigail','Nolan','Abigail Nolan','abigail.nolan@valley-heating.example',NULL,NULL,'+14045550185',NULL,'404.555.0185',NULL,NULL,'Valley Heating Group','Owner','US','GA','Atlanta','30318','46 Mill Rd',NULL,'Facility Services',NULL,4,4,5,7720000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":93}',70,'{"budget": 20, "referred": 25, "decides": 15, "size": 10}','abigail nolan valley heating group abigail.nolan@valley-heating.example +14045550185 tf-10084',1772476581,'time',1774875600,6,85,NULL);
INSERT INTO "lead" VALUES(85,2,631189515193920340,'TF-10085','Amara','Quinn','Amara Quinn','amara.quinn@copper-glazing.example',NULL,NULL,'+16125550162',NULL,'612.555.0162',NULL,NULL,'Copper Glazing Group','CFO','US','MN','Minneapolis','55413','790 College Ave',NULL,'Construction','English',3,4,1,580000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":143}',50,'{"referred": 25, "decides": 15, "size": 10}','amara quinn copper glazing group amara.quinn@copper-glazing.example +16125550162 tf-10085',1772480100,'time',1774875600,6,86,NULL);
INSERT INTO "lead" VALUES(86,2,7937821777404607251,'TF-10086','Fiona','Osborne','Fiona Osborne','fiona.osborne@lakeside-elevators.example',NULL,NULL,'+15125550100',NULL,'(512) 555-0100',NULL,NULL,'Lakeside Elevators Services','Operations Manager','US','TX','Austin','78702','581 Main St',NULL,'Construction',NULL,3,2,4,1375000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":136}',10,'{"size": 10}','fiona osborne lakeside elevators services fiona.osborne@lakeside-elevators.example +15125550100 tf-10086',1772482869,'time',1774875600,6,87,NULL);
INSERT INTO "lead" VALUES(87,2,7867195013193664885,'TF-10087','Rafael','Marsh','Rafael Marsh','rafael.marsh@lakeside-cooling.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Lakeside Cooling & Sons','Director of Service','US','MI','Detroit','48207','508 Mill Rd',NULL,'Construction',NULL,1,7,NULL,2115000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'rafael marsh lakeside cooling & sons rafael.marsh@lakeside-cooling.example tf-10087',1772483341,'time',1774875600,6,88,NULL);
INSERT INTO "lead" VALUES(88,2,7748888715641798834,'TF-10088','Hector','Dalton','Hector Dalton','hector.dalton@copper-cooling.example',NULL,NULL,'+14045550146',NULL,'404-555-0146',NULL,NULL,'Copper Cooling Co','Director of Service','US','GA','Atlanta','30318','831 Mill Rd',NULL,'Facility Services',NULL,1,6,1,1855000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":9}',0,NULL,'hector dalton copper cooling co hector.dalton@copper-cooling.example +14045550146 tf-10088',1772484399,'time',1774875600,6,89,NULL);
INSERT INTO "lead" VALUES(89,2,5749301876958678658,'TF-10089','Emil','Delgado','Emil Delgado','emil.delgado@blue-door-roofing.example',NULL,NULL,'+14045550100',NULL,'404.555.0100',NULL,NULL,'Blue-Door Roofing Co','Founder','US','GA','Atlanta','30318','169 Oak Ave',NULL,'Facility Services',NULL,4,6,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":80}',0,NULL,'emil delgado blue-door roofing co emil.delgado@blue-door-roofing.example +14045550100 tf-10089',1772485971,'time',1774875600,6,90,NULL);
INSERT INTO "lead" VALUES(90,2,782205326437515640,'TF-10090','Jasmine','Grant','Jasmine Grant','jasmine.grant@harbor-heating.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Harbor Heating Inc','Operations Manager','US','OH','Columbus','43215','733 Mill Rd',NULL,'Construction',NULL,2,3,4,8625000,1,NULL,NULL,NULL,1,NULL,NULL,0,'{"budget": 20, "bought address": -20}','jasmine grant harbor heating inc jasmine.grant@harbor-heating.example tf-10090',1772488326,'time',1774875600,6,91,NULL);
INSERT INTO "lead" VALUES(91,2,8910390339502874112,'TF-10091','Nina','Grant','Nina Grant','nina.grant@orchard-cooling.example',NULL,NULL,'+15125550142',NULL,'512-555-0142',NULL,NULL,'Orchard Cooling Inc','CFO','US','TX','Austin','78702','610 College Ave',NULL,'Construction',NULL,4,2,1,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":2}',15,'{"decides": 15}','nina grant orchard cooling inc nina.grant@orchard-cooling.example +15125550142 tf-10091',1772490731,'time',1774875600,6,92,NULL);
INSERT INTO "lead" VALUES(92,2,1731513758771607360,'TF-10092','Rafael','Hadley','Rafael Hadley','rafael.hadley@copper-glazing.example',NULL,NULL,'+17045550166',NULL,'704.555.0166',NULL,NULL,'Copper Glazing Services','Director of Service','US','NC','Charlotte','28206','299 2nd St',NULL,'Construction',NULL,2,6,NULL,3360000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":136}',30,'{"budget": 20, "size": 10}','rafael hadley copper glazing services rafael.hadley@copper-glazing.example +17045550166 tf-10092',1772491347,'time',1774875600,6,93,NULL);
INSERT INTO "lead" VALUES(93,2,5448100235229262432,'TF-10093','Andre','Pacheco','Andre Pacheco','andre.pacheco@ironwood-cooling.example',NULL,NULL,'+14045550138',NULL,'(404) 555-0138',NULL,NULL,'Ironwood Cooling Inc','IT Lead','US','GA','Atlanta','30318','540 Main St',NULL,'Facility Services','English',1,7,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":73}',0,NULL,'andre pacheco ironwood cooling inc andre.pacheco@ironwood-cooling.example +14045550138 tf-10093',1772491470,'time',1774875600,6,94,NULL);
INSERT INTO "lead" VALUES(94,2,2348185975117038884,'TF-10094','Alma','Eaton','Alma Eaton','alma.eaton@juniper-elevators.example',NULL,NULL,'+16175550149',NULL,'+1 617 555 0149',NULL,NULL,'Juniper Elevators Group','Founder','US','MA','Boston','02118','350 College Ave',NULL,'Construction',NULL,2,7,1,380000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":174}',0,NULL,'alma eaton juniper elevators group alma.eaton@juniper-elevators.example +16175550149 tf-10094',1772491680,'time',1774875600,6,95,NULL);
INSERT INTO "lead" VALUES(95,2,3158407413941128018,'TF-10095','Grace','Ibarra','Grace Ibarra','grace.ibarra@juniper-elevators.example',NULL,NULL,'+12125550122',NULL,'212-555-0122',NULL,NULL,'Juniper Elevators Services','Director of Service','US','NY','New York','10018','117 Main St',NULL,'Facility Services','English',4,7,2,1250000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":146}',0,NULL,'grace ibarra juniper elevators services grace.ibarra@juniper-elevators.example +12125550122 tf-10095',1772492410,'time',1774875600,6,96,NULL);
INSERT INTO "lead" VALUES(96,2,1523836624658112275,'TF-10096','Wanda','Fuentes','Wanda Fuentes','wanda.fuentes@blue-door-heating.example',NULL,NULL,NULL,NULL,NULL,'+12065550141','206.555.0141','Blue-Door Heating Co','Owner','US','WA','Seattle','98108','17 Industrial Pkwy',NULL,'Facility Services','English',4,4,5,3930000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":121}',70,'{"budget": 20, "referred": 25, "decides": 15, "size": 10}','wanda fuentes blue-door heating co wanda.fuentes@blue-door-heating.example tf-10096',1772494993,'time',1774875600,6,97,NULL);
INSERT INTO "lead" VALUES(97,2,4923290006647124334,'TF-10097','Jamal','Jarvis','Jamal Jarvis','jamal.jarvis@westbrook-heating.example',NULL,NULL,'+12155550144',NULL,'215.555.0144','+12155550132','215-555-0132','Westbrook Heating LLC','Director of Service','US','PA','Philadelphia','19123','242 Main St',NULL,'Construction','English',1,7,5,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":65}',10,'{"size": 10}','jamal jarvis westbrook heating llc jamal.jarvis@westbrook-heating.example +12155550144 tf-10097',1772495359,'time',1774875600,6,98,NULL);
INSERT INTO "lead" VALUES(98,2,5420948062021615034,'TF-10098','Ivan','Maddox','Ivan Maddox','ivan.maddox@yellowtail-heating.example',NULL,NULL,'+16175550106',NULL,'617.555.0106',NULL,NULL,'Yellowtail Heating & Sons','Director of Service','US','MA','Boston','02118','457 Industrial Pkwy',NULL,'Facility Services','English',4,6,1,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":64}',0,NULL,'ivan maddox yellowtail heating & sons ivan.maddox@yellowtail-heating.example +16175550106 tf-10098',1772500155,'time',1774875600,6,99,NULL);
INSERT INTO "lead" VALUES(99,2,618902288851087277,'TF-10099','Yusuf','Okafor','Yusuf Okafor','yusuf.okafor@northfork-cooling.example',NULL,NULL,'+12145550147',NULL,'+1 214 555 0147',NULL,NULL,'Northfork Cooling LLC','Owner','US','TX','Dallas','75207','711 Main St',NULL,'Facility Services','English',1,6,3,1235000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":27}',15,'{"decides": 15}','yusuf okafor northfork cooling llc yusuf.okafor@northfork-cooling.example +12145550147 tf-10099',1772502711,'time',1774875600,6,100,NULL);
INSERT INTO "lead" VALUES(100,2,942615293902401472,'TF-10100','Edith','Banerjee','Edith Banerjee','edith.banerjee@redbrick-roofing.example',NULL,NULL,'+19735550104',NULL,'973.555.0104','+19735550156','(973) 555-0156','Redbrick Roofing LLC','Owner','US','NJ','Newark','07105','515 Mill Rd',NULL,'Construction','English',4,7,2,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":163}',0,NULL,'edith banerjee redbrick roofing llc edith.banerjee@redbrick-roofing.example +19735550104 tf-10100',1772505409,'time',1774875600,6,101,NULL);
INSERT INTO "lead" VALUES(101,2,8611371356516161941,'TF-10101','Hana','Banerjee','Hana Banerjee','hana.banerjee@pinnacle-glazing.example',NULL,NULL,'+12065550194',NULL,'206-555-0194',NULL,NULL,'Pinnacle Glazing Group','Founder','US','WA','Seattle','98108','552 Oak Ave',NULL,'Select','English',4,6,2,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'hana banerjee pinnacle glazing group hana.banerjee@pinnacle-glazing.example +12065550194 tf-10101',1772517748,'time',1774969200,7,2,NULL);
INSERT INTO "lead" VALUES(102,2,622759340042997472,'TF-10102','Bruno','Hadley','Bruno Hadley','bruno.hadley@northfork-cooling.example',NULL,NULL,'+17025550155',NULL,'+1 702 555 0155',NULL,NULL,'Northfork Cooling Co','CFO','US','NV','Las Vegas','89102','605 Mill Rd',NULL,'Construction',NULL,4,4,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"105"}',0,NULL,'bruno hadley northfork cooling co bruno.hadley@northfork-cooling.example +17025550155 tf-10102',1772530408,'time',1774969200,7,3,NULL);
INSERT INTO "lead" VALUES(103,2,68160036594929882,'TF-10103','Alma','Jarvis','Alma Jarvis','alma.jarvis@orchard-glazing.example',NULL,NULL,'+15105550147',NULL,'(510) 555-0147',NULL,NULL,'Orchard Glazing Group','Director of Service','US','CA','Oakland','94607','314 2nd St',NULL,'Facility Services','English',2,2,4,660000,1,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'alma jarvis orchard glazing group alma.jarvis@orchard-glazing.example +15105550147 tf-10103',1772532660,'time',1774969200,7,4,NULL);
INSERT INTO "lead" VALUES(104,2,4093166263928717063,'TF-10104','Elena','Garner','Elena Garner','elena.garner@summit-masonry.example',NULL,NULL,'+15035550115',NULL,'(503) 555-0115',NULL,NULL,'Summit Masonry Group','Director of Service','US','OR','Portland','97209','766 Harbor Blvd',NULL,'Construction','English',1,6,NULL,725000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"121"}',0,NULL,'elena garner summit masonry group elena.garner@summit-masonry.example +15035550115 tf-10104',1772539669,'time',1774969200,7,5,NULL);
INSERT INTO "lead" VALUES(105,2,4337743161366515688,'TF-10105','Uma','Barlow','Uma Barlow','uma.barlow@westbrook-solar.example',NULL,NULL,'+17165550167',NULL,'716-555-0167',NULL,NULL,'Westbrook Solar & Sons','Owner','US','NY','Buffalo','14203','687 Mill Rd',NULL,'Construction','English',3,3,NULL,3390000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"17"}',0,NULL,'uma barlow westbrook solar & sons uma.barlow@westbrook-solar.example +17165550167 tf-10105',1772542903,'time',1774969200,7,6,NULL);
INSERT INTO "lead" VALUES(106,2,2050670025168906457,'TF-10106','Chloe','Dunn','Chloe Dunn','chloe.dunn@northfork-plumbing.example',NULL,NULL,'+16025550181',NULL,'602.555.0181',NULL,NULL,'Northfork Plumbing LLC','Founder','US','AZ','Phoenix','85007','728 Oak Ave',NULL,'Facility Services','English',2,6,1,670000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"117"}',0,NULL,'chloe dunn northfork plumbing llc chloe.dunn@northfork-plumbing.example +16025550181 tf-10106',1772543710,'time',1774969200,7,7,NULL);
INSERT INTO "lead" VALUES(107,2,8918322667660253186,'TF-10107','Rafael','Sandoval','Rafael Sandoval','rafael.sandoval@ironwood-landscaping.example',NULL,NULL,'+16025550105',NULL,'602.555.0105','+16025550105','602.555.0105','Ironwood Landscaping Inc','Operations Manager','US','AZ','Phoenix','85007','240 Oak Ave',NULL,'Construction','English',2,5,5,2575000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"15"}',0,NULL,'rafael sandoval ironwood landscaping inc rafael.sandoval@ironwood-landscaping.example +16025550105 tf-10107',1772544521,'time',1774969200,7,8,NULL);
INSERT INTO "lead" VALUES(108,2,8292206799687011811,'TF-10108','Laura','Navarro','Laura Navarro','laura.navarro@pinnacle-solar.example',NULL,NULL,'+13135550181',NULL,'+1 313 555 0181',NULL,NULL,'Pinnacle Solar Inc','Founder','US','MI','Detroit','48207','596 Industrial Pkwy',NULL,'Facility Services','English',3,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"150"}',0,NULL,'laura navarro pinnacle solar inc laura.navarro@pinnacle-solar.example +13135550181 tf-10108',1772544640,'time',1774969200,7,9,NULL);
INSERT INTO "lead" VALUES(109,2,8485233576047488211,'TF-10109','Beatriz','Reyes','Beatriz Reyes','beatriz.reyes@yellowtail-solar.example',NULL,NULL,'+16145550160',NULL,'(614) 555-0160',NULL,NULL,'Yellowtail Solar LLC','Founder','US','OH','Columbus','43215','427 Oak Ave',NULL,'Facility Services','English',2,4,5,160000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"134"}',0,NULL,'beatriz reyes yellowtail solar llc beatriz.reyes@yellowtail-solar.example +16145550160 tf-10109',1772545021,'time',1774969200,7,10,NULL);
INSERT INTO "lead" VALUES(110,2,6843999124339126100,'TF-10110','Deshawn','Thorne','Deshawn Thorne','deshawn.thorne@beacon-masonry.example',NULL,NULL,'+12155550180',NULL,'(215) 555-0180',NULL,NULL,'Beacon Masonry Co','IT Lead','US','PA','Philadelphia','19123','192 Mill Rd',NULL,'Facility Services','English',3,6,3,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"99"}',0,NULL,'deshawn thorne beacon masonry co deshawn.thorne@beacon-masonry.example +12155550180 tf-10110',1772545040,'time',1774969200,7,11,NULL);
INSERT INTO "lead" VALUES(111,2,2458796911538618355,'TF-10111','Andre','Underwood','Andre Underwood','andre.underwood@union-cooling.example',NULL,NULL,'+18135550187',NULL,'+1 813 555 0187',NULL,NULL,'Union Cooling Co','Dispatcher','US','FL','Tampa','33605','867 Harbor Blvd',NULL,'Construction','English',2,6,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"87"}',0,NULL,'andre underwood union cooling co andre.underwood@union-cooling.example +18135550187 tf-10111',1772546114,'time',1774969200,7,12,NULL);
INSERT INTO "lead" VALUES(112,2,4245845495395138191,'TF-10112','Esther','Walsh','Esther Walsh','esther.walsh@granite-paving.example',NULL,NULL,'+18135550116',NULL,'813-555-0116',NULL,NULL,'Granite Paving Inc','Office Manager','US','FL','Tampa','33605','581 Oak Ave',NULL,'Construction',NULL,2,3,2,1120000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"80"}',0,NULL,'esther walsh granite paving inc esther.walsh@granite-paving.example +18135550116 tf-10112',1772546514,'time',1774969200,7,13,NULL);
INSERT INTO "lead" VALUES(113,2,5298484640767770295,'TF-10113','Ines','Goddard','Ines Goddard','ines.goddard@westbrook-plumbing.example',NULL,NULL,'+12065550123',NULL,'206-555-0123',NULL,NULL,'Westbrook Plumbing Group','CFO','US','WA','Seattle','98108','841 2nd St',NULL,'Construction',NULL,3,5,NULL,585000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'ines goddard westbrook plumbing group ines.goddard@westbrook-plumbing.example +12065550123 tf-10113',1772547148,'time',1774969200,7,14,NULL);
INSERT INTO "lead" VALUES(114,2,362687772119227162,'TF-10114','Rafael','Sandoval','Rafael Sandoval','rafael.sandoval@ironwood-landscaping.example',NULL,NULL,'+16025550105',NULL,'602.555.0105',NULL,NULL,'Ironwood Landscaping Inc','Office Manager','US','AZ','Phoenix','85007','240 Oak Ave',NULL,'Construction','English',1,3,NULL,480000,3,NULL,NULL,'Asked before, wants to hear about Dispatch',1,NULL,'{"Headcount":"109"}',0,NULL,'rafael sandoval ironwood landscaping inc rafael.sandoval@ironwood-landscaping.example +16025550105 tf-10114',1772548785,'time',1774969200,7,15,NULL);
INSERT INTO "lead" VALUES(115,2,665151297480780300,'TF-10116','Uma','Farrow','Uma Farrow','uma.farrow@ironwood-electric.example',NULL,NULL,'+15105550122',NULL,'510.555.0122',NULL,NULL,'Ironwood Electric Inc','IT Lead','US','CA','Oakland','94607','494 Harbor Blvd',NULL,'Facility Services','English',3,3,3,3375000,1,NULL,NULL,'Asked before, wants to hear about Invoicing',1,NULL,'{"Headcount":"64"}',0,NULL,'uma farrow ironwood electric inc uma.farrow@ironwood-electric.example +15105550122 tf-10116',1772552653,'time',1774969200,7,17,NULL);
INSERT INTO "lead" VALUES(116,2,3162377455932614080,'TF-10117','Emil','Fuentes','Emil Fuentes','emil.fuentes@cedar-cooling.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Cedar Cooling LLC','Owner','US','CA','San Diego','92101','334 Industrial Pkwy',NULL,'Facility Services','English',4,4,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"172"}',0,NULL,'emil fuentes cedar cooling llc emil.fuentes@cedar-cooling.example tf-10117',1772552949,'time',1774969200,7,18,NULL);
INSERT INTO "lead" VALUES(117,2,2939195494947034519,'TF-10118','Curtis','Talbot','Curtis Talbot','curtis.talbot@redbrick-heating.example',NULL,NULL,'+15125550160',NULL,'(512) 555-0160',NULL,NULL,'Redbrick Heating LLC','Operations Manager','US','TX','Austin','78702','352 Industrial Pkwy',NULL,'Construction',NULL,2,3,NULL,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"136"}',0,NULL,'curtis talbot redbrick heating llc curtis.talbot@redbrick-heating.example +15125550160 tf-10118',1772555935,'time',1774969200,7,19,NULL);
INSERT INTO "lead" VALUES(118,2,368131396235046405,'TF-10119','Selma','Lowry','Selma Lowry','selma.lowry@redbrick-electric.example',NULL,NULL,'+13125550193',NULL,'(312) 555-0193','+13125550158','312-555-0158','Redbrick Electric & Sons','Operations Manager','US','IL','Chicago','60622','126 Harbor Blvd',NULL,'Facility Services',NULL,2,7,5,705000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"32"}',0,NULL,'selma lowry redbrick electric & sons selma.lowry@redbrick-electric.example +13125550193 tf-10119',1772555958,'time',1774969200,7,20,NULL);
INSERT INTO "lead" VALUES(119,2,3744922690736017507,'TF-10120','Maren','Acosta','Maren Acosta','maren.acosta@prairie-cooling.example',NULL,NULL,'+16125550192',NULL,'(612) 555-0192',NULL,NULL,'Prairie Cooling LLC','Office Manager','US','MN','Minneapolis','55413','692 Main St',NULL,'Facility Services','Spanish',3,4,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"148"}',0,NULL,'maren acosta prairie cooling llc maren.acosta@prairie-cooling.example +16125550192 tf-10120',1772556718,'time',1774969200,7,21,NULL);
INSERT INTO "lead" VALUES(120,2,6773582066613658839,'TF-10121','Imani','Quinn','Imani Quinn','imani.quinn@summit-roofing.example',NULL,NULL,'+12065550145',NULL,'(206) 555-0145',NULL,NULL,'Summit Roofing Inc','Owner','US','WA','Seattle','98108','581 Mill Rd',NULL,'Construction','Spanish',2,6,4,4465000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'imani quinn summit roofing inc imani.quinn@summit-roofing.example +12065550145 tf-10121',1772556738,'time',1774969200,7,22,NULL);
INSERT INTO "lead" VALUES(121,2,3947779363695434834,'TF-10122','Ruth','Patel','Ruth Patel','ruth.patel@lakeside-landscaping.example',NULL,NULL,'+13135550180',NULL,'(313) 555-0180',NULL,NULL,'Lakeside Landscaping Co','Office Manager','US','MI','Detroit','48207','219 Main St',NULL,'Construction','English',4,7,5,6095000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"52"}',0,NULL,'ruth patel lakeside landscaping co ruth.patel@lakeside-landscaping.example +13135550180 tf-10122',1772557521,'time',1774969200,7,23,NULL);
INSERT INTO "lead" VALUES(122,3,759803496297144534,'TF-10123','Esther','Calloway','Esther Calloway','esther.calloway@rivalsoft.example',NULL,NULL,'+12125550119',NULL,'(212) 555-0119',NULL,NULL,'Harbor Solar Group','Owner','US','NY','New York','10018','240 Industrial Pkwy',NULL,'Construction','English',1,1,3,815000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"131"}',0,NULL,'esther calloway harbor solar group esther.calloway@rivalsoft.example +12125550119 tf-10123',1772558231,'time',1774969200,7,24,NULL);
INSERT INTO "lead" VALUES(123,2,5973122258851052275,'TF-10124','Rafael','Grant','Rafael Grant','rafael.grant@tidewater-elevators.example',NULL,NULL,'+15125550146',NULL,'(512) 555-0146','+15125550181','512-555-0181','Tidewater Elevators Inc','Dispatcher','US','TX','Austin','78702','536 College Ave',NULL,'Facility Services',NULL,4,2,NULL,2145000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"133"}',0,NULL,'rafael grant tidewater elevators inc rafael.grant@tidewater-elevators.example +15125550146 tf-10124',1772558451,'time',1774969200,7,25,NULL);
INSERT INTO "lead" VALUES(124,2,8374467358453046738,'TF-10126','Daria','Haines','Daria Haines','daria.haines@valley-masonry.example',NULL,NULL,'+12065550121',NULL,'206.555.0121',NULL,NULL,'Valley Masonry Co','Founder','US','WA','Seattle','98108','274 Mill Rd',NULL,'Facility Services','English',1,2,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"55"}',0,NULL,'daria haines valley masonry co daria.haines@valley-masonry.example +12065550121 tf-10126',1772561367,'time',1774969200,7,27,NULL);
INSERT INTO "lead" VALUES(125,2,5074156355929638869,'TF-10127','Uma','Farrow','Uma Farrow','uma.farrow@ironwood-electric.example',NULL,NULL,'+15105550122',NULL,'510.555.0122',NULL,NULL,'Ironwood Electric Inc','IT Lead','US','CA','Oakland','94607','494 Harbor Blvd',NULL,'Facility Services','English',1,7,2,NULL,NULL,NULL,NULL,'Asked before, wants to hear about Dispatch',1,NULL,'{"Headcount":"108"}',0,NULL,'uma farrow ironwood electric inc uma.farrow@ironwood-electric.example +15105550122 tf-10127',1772561970,'time',1774969200,7,28,NULL);
INSERT INTO "lead" VALUES(126,2,56255693009631882,'TF-10128','Edith','Patel','Edith Patel','edith.patel@riverbend-roofing.example',NULL,NULL,'+19735550131',NULL,'973.555.0131',NULL,NULL,'Riverbend Roofing LLC','Owner','US','NJ','Newark','07105','595 Industrial Pkwy',NULL,'Facility Services',NULL,4,4,1,505000,3,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'edith patel riverbend roofing llc edith.patel@riverbend-roofing.example +19735550131 tf-10128',1772562362,'time',1774969200,7,29,NULL);
INSERT INTO "lead" VALUES(127,3,8982301665395841846,'TF-10129','Fiona','Abbott','Fiona Abbott','fiona.abbott@blue-door-heating.example',NULL,NULL,'+16145550125',NULL,'614.555.0125','+16145550189','614-555-0189','Blue-Door Heating Group','Director of Service','US','OH','Columbus','43215','193 Industrial Pkwy',NULL,'Construction',NULL,3,1,1,575000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'fiona abbott blue-door heating group fiona.abbott@blue-door-heating.example +16145550125 tf-10129',1772562890,'time',1774969200,7,30,NULL);
INSERT INTO "lead" VALUES(128,2,5023709401702112723,'TF-10130','Zoe','Jarvis','Zoe Jarvis','zoe.jarvis@lakeside-elevators.example',NULL,NULL,'+17025550162',NULL,'702-555-0162','+17025550130','702.555.0130','Lakeside Elevators LLC','Office Manager','US','NV','Las Vegas','89102','151 2nd St',NULL,'Construction',NULL,3,5,3,145000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'zoe jarvis lakeside elevators llc zoe.jarvis@lakeside-elevators.example +17025550162 tf-10130',1772564220,'time',1774969200,7,31,NULL);
INSERT INTO "lead" VALUES(129,2,3239599586113290642,'TF-10131','Fiona','Thorne','Fiona Thorne','fiona.thorne@summit-paving.example',NULL,NULL,'+16125550190',NULL,'612.555.0190',NULL,NULL,'Summit Paving Group','IT Lead','US','MN','Minneapolis','55413','592 2nd St',NULL,'Facility Services','Spanish',3,6,4,220000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"60"}',0,NULL,'fiona thorne summit paving group fiona.thorne@summit-paving.example +16125550190 tf-10131',1772565959,'time',1774969200,7,32,NULL);
INSERT INTO "lead" VALUES(130,2,719245860802731409,'TF-10132','Ines','Eaton','Ines Eaton','ines.eaton@copper-elevators.example',NULL,NULL,'+12065550117',NULL,'(206) 555-0117',NULL,NULL,'Copper Elevators LLC','CFO','US','WA','Seattle','98108','117 Main St',NULL,'Construction','English',3,4,3,1390000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"138"}',0,NULL,'ines eaton copper elevators llc ines.eaton@copper-elevators.example +12065550117 tf-10132',1772566400,'time',1774969200,7,33,NULL);
INSERT INTO "lead" VALUES(131,2,3310772736912071348,'TF-10133','Imani','Sato','Imani Sato','imani.sato@tidewater-masonry.example',NULL,NULL,'+16145550130',NULL,'(614) 555-0130',NULL,NULL,'Tidewater Masonry & Sons','Operations Manager','US','OH','Columbus','43215','687 2nd St',NULL,'Facility Services','English',1,3,1,410000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'imani sato tidewater masonry & sons imani.sato@tidewater-masonry.example +16145550130 tf-10133',1772567899,'time',1774969200,7,34,NULL);
INSERT INTO "lead" VALUES(132,2,1339497783199863670,'TF-10134','Alma','Thorne','Alma Thorne','alma.thorne@yellowtail-masonry.example',NULL,NULL,'+12155550187',NULL,'(215) 555-0187',NULL,NULL,'Yellowtail Masonry & Sons','Operations Manager','US','PA','Philadelphia','19123','884 Mill Rd',NULL,'Facility Services','English',3,7,3,1820000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'alma thorne yellowtail masonry & sons alma.thorne@yellowtail-masonry.example +12155550187 tf-10134',1772568028,'time',1774969200,7,35,NULL);
INSERT INTO "lead" VALUES(133,2,8716294715950357830,'TF-10135','Selma','Ingram','Selma Ingram','selma.ingram@keystone-roofing.example',NULL,NULL,'+19735550134',NULL,'+1 973 555 0134',NULL,NULL,'Keystone Roofing Group','Operations Manager','US','NJ','Newark','07105','317 Mill Rd',NULL,'Facility Services','English',1,6,NULL,225000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'selma ingram keystone roofing group selma.ingram@keystone-roofing.example +19735550134 tf-10135',1772569589,'time',1774969200,7,36,NULL);
INSERT INTO "lead" VALUES(134,2,6685166924490119044,'TF-10136','Amara','Lowry','Amara Lowry','amara.lowry@tidewater-cooling.example',NULL,NULL,'+19735550122',NULL,'973-555-0122',NULL,NULL,'Tidewater Cooling Inc','Founder','US','NJ','Newark','07105','616 Harbor Blvd',NULL,'Construction',NULL,4,6,2,NULL,1,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'amara lowry tidewater cooling inc amara.lowry@tidewater-cooling.example +19735550122 tf-10136',1772573850,'time',1774969200,7,37,NULL);
INSERT INTO "lead" VALUES(135,2,7257293119604996556,'TF-10137','Joel','Fuentes','Joel Fuentes','joel.fuentes@lakeside-masonry.example',NULL,NULL,'+16195550147',NULL,'(619) 555-0147',NULL,NULL,'Lakeside Masonry & Sons','Dispatcher','US','CA','San Diego','92101','805 Harbor Blvd',NULL,'Facility Services',NULL,2,2,5,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"156"}',0,NULL,'joel fuentes lakeside masonry & sons joel.fuentes@lakeside-masonry.example +16195550147 tf-10137',1772574836,'time',1774969200,7,38,NULL);
INSERT INTO "lead" VALUES(136,3,5013599703594925046,'TF-10138','Tariq','Calloway','Tariq Calloway','tariq.calloway@keystone-heating.example',NULL,NULL,'+16175550178',NULL,'617.555.0178',NULL,NULL,'Keystone Heating LLC','Office Manager','US','MA','Boston','02118','263 Harbor Blvd',NULL,'Construction','English',2,1,4,2905000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"17"}',0,NULL,'tariq calloway keystone heating llc tariq.calloway@keystone-heating.example +16175550178 tf-10138',1772577249,'time',1774969200,7,39,NULL);
INSERT INTO "lead" VALUES(137,2,6152019267382969205,'TF-10139','Laura','Mehta','Laura Mehta','laura.mehta@ironwood-glazing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Ironwood Glazing Services','Operations Manager','US','IL','Chicago','60622','720 College Ave',NULL,'Facility Services','English',3,7,5,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"106"}',0,NULL,'laura mehta ironwood glazing services laura.mehta@ironwood-glazing.example tf-10139',1772577420,'time',1774969200,7,40,NULL);
INSERT INTO "lead" VALUES(138,2,3946535816743510739,'TF-10140','Valerie','Sandoval','Valerie Sandoval','valerie.sandoval@orchard-plumbing.example',NULL,NULL,'+16125550157',NULL,'612.555.0157',NULL,NULL,'Orchard Plumbing Services','Office Manager','US','MN','Minneapolis','55413','174 Main St',NULL,'Construction',NULL,1,7,4,1760000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"33"}',0,NULL,'valerie sandoval orchard plumbing services valerie.sandoval@orchard-plumbing.example +16125550157 tf-10140',1772578083,'time',1774969200,7,41,NULL);
INSERT INTO "lead" VALUES(139,2,3559752356558046398,'TF-10141','Edith','Thorne','Edith Thorne','edith.thorne@summit-glazing.example',NULL,NULL,'+15035550135',NULL,'(503) 555-0135',NULL,NULL,'Summit Glazing Co','Founder','US','OR','Portland','97209','121 2nd St',NULL,'Facility Services',NULL,1,2,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"123"}',0,NULL,'edith thorne summit glazing co edith.thorne@summit-glazing.example +15035550135 tf-10141',1772578826,'time',1774969200,7,42,NULL);
INSERT INTO "lead" VALUES(140,2,1479174756511704976,'TF-10142','Wanda','Ingram','Wanda Ingram','wanda.ingram@lakeside-roofing.example',NULL,NULL,'+12135550136',NULL,'213-555-0136',NULL,NULL,'Lakeside Roofing LLC','CFO','US','CA','Los Angeles','90021','262 Union Sq',NULL,'Facility Services','English',4,6,5,220000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'wanda ingram lakeside roofing llc wanda.ingram@lakeside-roofing.example +12135550136 tf-10142',1772579053,'time',1774969200,7,43,NULL);
INSERT INTO "lead" VALUES(141,2,942786741219519000,'TF-10143','Jamal','Thorne','Jamal Thorne','jamal.thorne@stonegate-heating.example',NULL,NULL,'+13135550156',NULL,'(313) 555-0156','+13135550149','+1 313 555 0149','Stonegate Heating LLC','Owner','US','MI','Detroit','48207','9 Mill Rd',NULL,'Facility Services','English',3,3,1,6405000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"95"}',0,NULL,'jamal thorne stonegate heating llc jamal.thorne@stonegate-heating.example +13135550156 tf-10143',1772580491,'time',1774969200,7,44,NULL);
INSERT INTO "lead" VALUES(142,3,63384434605030022,'TF-10144','Samir','Shepherd','Samir Shepherd','samir.shepherd@prairie-plumbing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Prairie Plumbing & Sons','Dispatcher','US','MI','Detroit','48207','517 Union Sq',NULL,'Facility Services','English',3,1,5,980000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"79"}',0,NULL,'samir shepherd prairie plumbing & sons samir.shepherd@prairie-plumbing.example tf-10144',1772583040,'time',1774969200,7,45,NULL);
INSERT INTO "lead" VALUES(143,2,6345399473484762942,'TF-10145','Malik','Bishop','Malik Bishop','malik.bishop@westbrook-masonry.example',NULL,NULL,'+12145550173',NULL,'214-555-0173',NULL,NULL,'Westbrook Masonry Services','Founder','US','TX','Dallas','75207','47 Main St',NULL,'Construction',NULL,3,2,3,285000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"10"}',0,NULL,'malik bishop westbrook masonry services malik.bishop@westbrook-masonry.example +12145550173 tf-10145',1772583169,'time',1774969200,7,46,NULL);
INSERT INTO "lead" VALUES(144,3,5271459393054490802,'TF-10146','Gabriel','Banerjee','Gabriel Banerjee','gabriel.banerjee@blue-door-elevators.example',NULL,NULL,'+17025550191',NULL,'702.555.0191','+17025550145','702-555-0145','Blue-Door Elevators LLC','Office Manager','US','NV','Las Vegas','89102','316 College Ave',NULL,'Facility Services','English',2,1,5,375000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"179"}',0,NULL,'gabriel banerjee blue-door elevators llc gabriel.banerjee@blue-door-elevators.example +17025550191 tf-10146',1772596552,'time',1774969200,7,47,NULL);
INSERT INTO "lead" VALUES(145,2,7083963953837816857,'TF-10147','Uma','Reyes','Uma Reyes','uma.reyes@evergreen-electric.example',NULL,NULL,'+16175550156',NULL,'(617) 555-0156',NULL,NULL,'Evergreen Electric Co','Owner','US','MA','Boston','02118','668 Oak Ave',NULL,'Construction','English',2,4,5,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"102"}',0,NULL,'uma reyes evergreen electric co uma.reyes@evergreen-electric.example +16175550156 tf-10147',1772609370,'time',1774969200,7,48,NULL);
INSERT INTO "lead" VALUES(146,2,5761317795533019689,'TF-10148','Andre','Ramos','Andre Ramos','andre.ramos@juniper-roofing.example',NULL,NULL,'+17045550152',NULL,'704.555.0152',NULL,NULL,'Juniper Roofing LLC','Operations Manager','US','NC','Charlotte','28206','273 Harbor Blvd',NULL,'Facility Services',NULL,3,5,3,8615000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"104"}',0,NULL,'andre ramos juniper roofing llc andre.ramos@juniper-roofing.example +17045550152 tf-10148',1772625892,'time',1774969200,7,49,NULL);
INSERT INTO "lead" VALUES(147,2,614227948393354531,'TF-10149','Esther','Garner','Esther Garner','esther.garner@riverbend-heating.example',NULL,NULL,'+19735550168',NULL,'973.555.0168',NULL,NULL,'Riverbend Heating Co','Operations Manager','US','NJ','Newark','07105','883 Harbor Blvd',NULL,'Construction','English',2,4,3,510000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"104"}',0,NULL,'esther garner riverbend heating co esther.garner@riverbend-heating.example +19735550168 tf-10149',1772629803,'time',1774969200,7,50,NULL);
INSERT INTO "lead" VALUES(148,2,6995328346988184982,'TF-10150','Laura','Quinn','Laura Quinn','laura.quinn@union-landscaping.example',NULL,NULL,'+17045550144',NULL,'704.555.0144',NULL,NULL,'Union Landscaping Group','Operations Manager','US','NC','Charlotte','28206','150 Industrial Pkwy',NULL,'Construction',NULL,1,3,3,295000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"92"}',0,NULL,'laura quinn union landscaping group laura.quinn@union-landscaping.example +17045550144 tf-10150',1772630778,'time',1775052120,8,2,NULL);
INSERT INTO "lead" VALUES(149,2,5383916201253305825,'TF-10151','Amara','Rowe','Amara Rowe','amara.rowe@beacon-glazing.example',NULL,NULL,'+18135550136',NULL,'813.555.0136',NULL,NULL,'Beacon Glazing Inc','Operations Manager','US','FL','Tampa','33605','776 College Ave',NULL,'Facility Services','English',3,3,1,8020000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'amara rowe beacon glazing inc amara.rowe@beacon-glazing.example +18135550136 tf-10151',1772632063,'time',1775052120,8,3,NULL);
INSERT INTO "lead" VALUES(150,2,7867091344449779433,'TF-10152','Emil','Dunn','Emil Dunn','emil.dunn@meadow-paving.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Meadow Paving Group','Operations Manager','US','WA','Seattle','98108','124 Industrial Pkwy',NULL,'Construction',NULL,2,4,1,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"72"}',25,'{"referred": 25}','emil dunn meadow paving group emil.dunn@meadow-paving.example tf-10152',1772632894,'time',1775052120,8,4,NULL);
INSERT INTO "lead" VALUES(151,3,1604431883040051120,'TF-10153','Rafael','Okafor','Rafael Okafor','rafael.okafor@copper-masonry.example',NULL,NULL,'+13135550184',NULL,'+1 313 555 0184',NULL,NULL,'Copper Masonry Services','Founder','US','MI','Detroit','48207','791 2nd St',NULL,'Facility Services','English',1,1,3,2805000,NULL,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','rafael okafor copper masonry services rafael.okafor@copper-masonry.example +13135550184 tf-10153',1772637612,'time',1775052120,8,5,NULL);
INSERT INTO "lead" VALUES(152,2,3767204689818211151,'TF-10154','Andre','Banerjee','Andre Banerjee','andre.banerjee@copper-roofing.example',NULL,NULL,'+17165550186',NULL,'716-555-0186',NULL,NULL,'Copper Roofing LLC','Owner','US','NY','Buffalo','14203','760 2nd St',NULL,'Facility Services','Spanish',4,6,1,3910000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"150"}',15,'{"decides": 15}','andre banerjee copper roofing llc andre.banerjee@copper-roofing.example +17165550186 tf-10154',1772637680,'time',1775052120,8,6,NULL);
INSERT INTO "lead" VALUES(153,2,2974135283267712230,'TF-10155','Marcus','Vance','Marcus Vance','marcus.vance@ironwood-solar.example',NULL,NULL,'+17045550133',NULL,'(704) 555-0133','+17045550141','+1 704 555 0141','Ironwood Solar Group','Office Manager','US','NC','Charlotte','28206','706 Main St',NULL,'Construction','English',1,6,3,365000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"110"}',0,NULL,'marcus vance ironwood solar group marcus.vance@ironwood-solar.example +17045550133 tf-10155',1772638725,'time',1775052120,8,7,NULL);
INSERT INTO "lead" VALUES(154,2,1225570055320626863,'TF-10156','Wanda','Rowe','Wanda Rowe','wanda.rowe@juniper-glazing.example',NULL,NULL,'+12135550124',NULL,'(213) 555-0124',NULL,NULL,'Juniper Glazing & Sons','Office Manager','US','CA','Los Angeles','90021','302 Industrial Pkwy',NULL,'Facility Services',NULL,3,2,NULL,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"43"}',0,NULL,'wanda rowe juniper glazing & sons wanda.rowe@juniper-glazing.example +12135550124 tf-10156',1772642897,'time',1775052120,8,8,NULL);
INSERT INTO "lead" VALUES(155,2,7989210224900830504,'TF-10157','Camille','Ingram','Camille Ingram','camille.ingram@tidewater-glazing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Tidewater Glazing Group','Operations Manager','US','NC','Charlotte','28206','384 Industrial Pkwy',NULL,'Facility Services','English',2,7,5,1065000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"138"}',0,NULL,'camille ingram tidewater glazing group camille.ingram@tidewater-glazing.example tf-10157',1772643379,'time',1775052120,8,9,NULL);
INSERT INTO "lead" VALUES(156,2,1930203504581346763,'TF-10158','Nathan','Kaplan','Nathan Kaplan','nathan.kaplan@juniper-roofing.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Juniper Roofing & Sons','CFO','US','NJ','Newark','07105','61 2nd St',NULL,'Construction','English',4,6,1,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"135"}',15,'{"decides": 15}','nathan kaplan juniper roofing & sons nathan.kaplan@juniper-roofing.example tf-10158',1772644446,'time',1775052120,8,10,NULL);
INSERT INTO "lead" VALUES(157,2,2596981728116017993,'TF-10159','Marcus','Mehta','Marcus Mehta','marcus.mehta@lakeside-landscaping.example',NULL,NULL,'+12155550104',NULL,'+1 215 555 0104',NULL,NULL,'Lakeside Landscaping Group','Founder','US','PA','Philadelphia','19123','852 Industrial Pkwy',NULL,'Construction','English',3,3,1,1295000,1,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','marcus mehta lakeside landscaping group marcus.mehta@lakeside-landscaping.example +12155550104 tf-10159',1772646056,'time',1775052120,8,11,NULL);
INSERT INTO "lead" VALUES(158,2,3694714845591320905,'TF-10160','Alma','Patel','Alma Patel','alma.patel@valley-roofing.example',NULL,NULL,'+15105550140',NULL,'510-555-0140',NULL,NULL,'Valley Roofing Services','Founder','US','CA','Oakland','94607','185 College Ave',NULL,'Construction','English',1,3,NULL,165000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"74"}',15,'{"decides": 15}','alma patel valley roofing services alma.patel@valley-roofing.example +15105550140 tf-10160',1772646290,'time',1775052120,8,12,NULL);
INSERT INTO "lead" VALUES(159,2,9149508651192152788,'TF-10161','Kenji','Albrecht','Kenji Albrecht','kenji.albrecht@yellowtail-plumbing.example',NULL,NULL,'+16025550148',NULL,'+1 602 555 0148',NULL,NULL,'Yellowtail Plumbing & Sons','Founder','US','AZ','Phoenix','85007','744 2nd St',NULL,'Construction','English',4,6,1,485000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"77"}',15,'{"decides": 15}','kenji albrecht yellowtail plumbing & sons kenji.albrecht@yellowtail-plumbing.example +16025550148 tf-10161',1772646848,'time',1775052120,8,13,NULL);
INSERT INTO "lead" VALUES(160,2,240748344056115635,'TF-10162','Julia','Lowry','Julia Lowry','julia.lowry@granite-cooling.example',NULL,NULL,'+12065550152',NULL,'+1 206 555 0152',NULL,NULL,'Granite Cooling Co','Owner','US','WA','Seattle','98108','309 Union Sq',NULL,'Construction',NULL,2,4,NULL,3170000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"89"}',40,'{"referred": 25, "decides": 15}','julia lowry granite cooling co julia.lowry@granite-cooling.example +12065550152 tf-10162',1772649910,'time',1775052120,8,14,NULL);
INSERT INTO "lead" VALUES(161,2,5794630351067774968,'TF-10163','Kenji','Xu','Kenji Xu','kenji.xu@granite-landscaping.example',NULL,NULL,'+16125550171',NULL,'+1 612 555 0171',NULL,NULL,'Granite Landscaping Co','IT Lead','US','MN','Minneapolis','55413','514 Oak Ave',NULL,'Construction','English',2,5,2,2025000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'kenji xu granite landscaping co kenji.xu@granite-landscaping.example +16125550171 tf-10163',1772651434,'time',1775052120,8,15,NULL);
INSERT INTO "lead" VALUES(162,2,5289612780640210047,'TF-10164','Wanda','Jarvis','Wanda Jarvis','wanda.jarvis@granite-glazing.example',NULL,NULL,'+16025550194',NULL,'602-555-0194',NULL,NULL,'Granite Glazing Inc','IT Lead','US','AZ','Phoenix','85007','492 Mill Rd',NULL,'Construction',NULL,1,7,5,2200000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'wanda jarvis granite glazing inc wanda.jarvis@granite-glazing.example +16025550194 tf-10164',1772652167,'time',1775052120,8,16,NULL);
INSERT INTO "lead" VALUES(163,2,6934686252971565536,'TF-10165','Harriet','Baker','Harriet Baker','harriet.baker@blue-door-elevators.example',NULL,NULL,'+12155550197',NULL,'215-555-0197',NULL,NULL,'Blue-Door Elevators Co','Office Manager','US','PA','Philadelphia','19123','291 Harbor Blvd',NULL,'Construction','English',1,3,5,NULL,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'harriet baker blue-door elevators co harriet.baker@blue-door-elevators.example +12155550197 tf-10165',1772653964,'time',1775052120,8,17,NULL);
INSERT INTO "lead" VALUES(164,2,5910672085314934546,'TF-10166','Zoe','Hadley','Zoe Hadley','zoe.hadley@union-landscaping.example',NULL,NULL,'+18135550144',NULL,'+1 813 555 0144',NULL,NULL,'Union Landscaping LLC','Owner','US','FL','Tampa','33605','710 College Ave',NULL,'Facility Services','English',3,7,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"81"}',15,'{"decides": 15}','zoe hadley union landscaping llc zoe.hadley@union-landscaping.example +18135550144 tf-10166',1772654504,'time',1775052120,8,18,NULL);
INSERT INTO "lead" VALUES(165,2,7893915081803257112,'TF-10167','Ivan','Barlow','Ivan Barlow','ivan.barlow@tidewater-elevators.example',NULL,NULL,'+17045550113',NULL,'704-555-0113','+17045550192','704.555.0192','Tidewater Elevators Services','Office Manager','US','NC','Charlotte','28206','691 College Ave',NULL,'Facility Services',NULL,1,4,4,4485000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"95"}',25,'{"referred": 25}','ivan barlow tidewater elevators services ivan.barlow@tidewater-elevators.example +17045550113 tf-10167',1772655285,'time',1775052120,8,19,NULL);
INSERT INTO "lead" VALUES(166,2,3426430259348872012,'TF-10168','Jasmine','Costa','Jasmine Costa','jasmine.costa@meadow-roofing.example',NULL,NULL,'+12135550117',NULL,'213-555-0117',NULL,NULL,'Meadow Roofing Services','Dispatcher','US','CA','Los Angeles','90021','49 Industrial Pkwy',NULL,'Construction','English',1,5,NULL,NULL,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"43"}',0,NULL,'jasmine costa meadow roofing services jasmine.costa@meadow-roofing.example +12135550117 tf-10168',1772655407,'time',1775052120,8,20,NULL);
INSERT INTO "lead" VALUES(167,2,5522367546429741988,'TF-10169','Ivan','Grant','Ivan Grant','ivan.grant@orchard-solar.example',NULL,NULL,'+16125550131',NULL,'612-555-0131',NULL,NULL,'Orchard Solar & Sons','Director of Service','US','MN','Minneapolis','55413','337 Industrial Pkwy',NULL,'Facility Services','English',4,3,NULL,1970000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"161"}',0,NULL,'ivan grant orchard solar & sons ivan.grant@orchard-solar.example +16125550131 tf-10169',1772658145,'time',1775052120,8,21,NULL);
INSERT INTO "lead" VALUES(168,2,7385512720451100324,'TF-10170','Felix','Ibarra','Felix Ibarra','felix.ibarra@keystone-heating.example',NULL,NULL,'+16195550164',NULL,'(619) 555-0164','+16195550140','619.555.0140','Keystone Heating & Sons','Founder','US','CA','San Diego','92101','844 Main St',NULL,'Construction','English',3,6,1,420000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"9"}',15,'{"decides": 15}','felix ibarra keystone heating & sons felix.ibarra@keystone-heating.example +16195550164 tf-10170',1772660240,'time',1775052120,8,22,NULL);
INSERT INTO "lead" VALUES(169,2,8452137086070699283,'TF-10171','Caleb','Mehta','Caleb Mehta','caleb.mehta@orchard-landscaping.example',NULL,NULL,'+16145550163',NULL,'(614) 555-0163','+16145550122','614.555.0122','Orchard Landscaping Group','Dispatcher','US','OH','Columbus','43215','575 Main St',NULL,'Construction','English',3,6,5,1500000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"91"}',0,NULL,'caleb mehta orchard landscaping group caleb.mehta@orchard-landscaping.example +16145550163 tf-10171',1772660666,'time',1775052120,8,23,NULL);
INSERT INTO "lead" VALUES(170,2,8971461623325152230,'TF-10172','Camille','Xu','Camille Xu','camille.xu@valley-plumbing.example',NULL,NULL,'+13125550174',NULL,'312.555.0174','+13125550136','(312) 555-0136','Valley Plumbing Services','Director of Service','US','IL','Chicago','60622','78 Harbor Blvd',NULL,'Construction','English',2,6,2,1155000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'camille xu valley plumbing services camille.xu@valley-plumbing.example +13125550174 tf-10172',1772661078,'time',1775052120,8,24,NULL);
INSERT INTO "lead" VALUES(171,2,3763547203908008846,'TF-10173','Kiara','Dunn','Kiara Dunn','kiara.dunn@beacon-masonry.example',NULL,NULL,'+13125550160',NULL,'312.555.0160',NULL,NULL,'Beacon Masonry Inc','Founder','US','IL','Chicago','60622','781 Harbor Blvd',NULL,'Construction','English',1,6,5,1070000,NULL,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','kiara dunn beacon masonry inc kiara.dunn@beacon-masonry.example +13125550160 tf-10173',1772662009,'time',1775052120,8,25,NULL);
INSERT INTO "lead" VALUES(172,2,379394078080082187,'TF-10174','Esther','Underwood','Esther Underwood','esther.underwood@prairie-landscaping.example',NULL,NULL,'+12125550131',NULL,'212-555-0131',NULL,NULL,'Prairie Landscaping Co','Owner','US','NY','New York','10018','414 College Ave',NULL,'Facility Services','Spanish',3,6,4,9540000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"152"}',15,'{"decides": 15}','esther underwood prairie landscaping co esther.underwood@prairie-landscaping.example +12125550131 tf-10174',1772662908,'time',1775052120,8,26,NULL);
INSERT INTO "lead" VALUES(173,3,7531890717578731410,'TF-10175','Malik','Eaton','Malik Eaton','malik.eaton@pinnacle-solar.example',NULL,NULL,'+19735550190',NULL,'973-555-0190',NULL,NULL,'Pinnacle Solar Inc','Office Manager','US','NJ','Newark','07105','817 College Ave',NULL,'Facility Services','English',3,1,4,355000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"24"}',0,NULL,'malik eaton pinnacle solar inc malik.eaton@pinnacle-solar.example +19735550190 tf-10175',1772663918,'time',1775052120,8,27,NULL);
INSERT INTO "lead" VALUES(174,2,1620296312265366131,'TF-10176','Paula','Nolan','Paula Nolan','paula.nolan@pinnacle-masonry.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Pinnacle Masonry Services','Operations Manager','US','OH','Columbus','43215','656 Main St',NULL,'Facility Services','English',2,2,5,4085000,NULL,NULL,NULL,NULL,1,NULL,NULL,0,NULL,'paula nolan pinnacle masonry services paula.nolan@pinnacle-masonry.example tf-10176',1772664456,'time',1775052120,8,28,NULL);
INSERT INTO "lead" VALUES(175,2,7950526569386522984,'TF-10177','Yusuf','Fuentes','Yusuf Fuentes','yusuf.fuentes@summit-solar.example',NULL,NULL,'+15035550165',NULL,'503-555-0165',NULL,NULL,'Summit Solar Group','IT Lead','US','OR','Portland','97209','263 Mill Rd',NULL,'Facility Services','English',3,3,NULL,925000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"136"}',0,NULL,'yusuf fuentes summit solar group yusuf.fuentes@summit-solar.example +15035550165 tf-10177',1772664802,'time',1775052120,8,29,NULL);
INSERT INTO "lead" VALUES(176,2,8555377034385997185,'TF-10178','Curtis','Eaton','Curtis Eaton','curtis.eaton@foxhall-electric.example',NULL,NULL,'+17045550123',NULL,'+1 704 555 0123',NULL,NULL,'Foxhall Electric Group','Operations Manager','US','NC','Charlotte','28206','837 Industrial Pkwy',NULL,'Facility Services','English',4,2,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"4"}',0,NULL,'curtis eaton foxhall electric group curtis.eaton@foxhall-electric.example +17045550123 tf-10178',1772664833,'time',1775052120,8,30,NULL);
INSERT INTO "lead" VALUES(177,2,8956070507209690420,'TF-10179','Alma','Navarro','Alma Navarro','alma.navarro@cedar-elevators.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Cedar Elevators Co','CFO','US','NY','Buffalo','14203','804 College Ave',NULL,'Facility Services','English',3,3,2,NULL,1,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','alma navarro cedar elevators co alma.navarro@cedar-elevators.example tf-10179',1772666259,'time',1775052120,8,31,NULL);
INSERT INTO "lead" VALUES(178,2,406027177741062234,'TF-10180','Felix','Fuentes','Felix Fuentes','felix.fuentes@lakeside-roofing.example',NULL,NULL,'+15105550124',NULL,'+1 510 555 0124','+15105550151','510-555-0151','Lakeside Roofing Co','Operations Manager','US','CA','Oakland','94607','379 Harbor Blvd',NULL,'Construction','English',2,6,5,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"174"}',0,NULL,'felix fuentes lakeside roofing co felix.fuentes@lakeside-roofing.example +15105550124 tf-10180',1772666500,'time',1775052120,8,32,NULL);
INSERT INTO "lead" VALUES(179,2,3647592889780189289,'TF-10181','Victor','Farrow','Victor Farrow','victor.farrow@evergreen-masonry.example',NULL,NULL,'+15035550105',NULL,'+1 503 555 0105','+15035550150','(503) 555-0150','Evergreen Masonry Group','Dispatcher','US','OR','Portland','97209','695 Harbor Blvd',NULL,'Facility Services','English',1,6,2,1275000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"46"}',0,NULL,'victor farrow evergreen masonry group victor.farrow@evergreen-masonry.example +15035550105 tf-10181',1772666958,'time',1775052120,8,33,NULL);
INSERT INTO "lead" VALUES(180,2,3985918675265202215,'TF-10182','Beatriz','Lambert','Beatriz Lambert','beatriz.lambert@valley-heating.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Valley Heating Group','Director of Service','US','PA','Philadelphia','19123','7 Main St',NULL,'Construction','English',1,6,3,1130000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"112"}',0,NULL,'beatriz lambert valley heating group beatriz.lambert@valley-heating.example tf-10182',1772669238,'time',1775052120,8,34,NULL);
INSERT INTO "lead" VALUES(181,2,7962452172436279342,'TF-10183','Lucia','Lambert','Lucia Lambert','lucia.lambert@tidewater-plumbing.example',NULL,NULL,'+12155550111',NULL,'215-555-0111',NULL,NULL,'Tidewater Plumbing Co','Founder','US','PA','Philadelphia','19123','878 Mill Rd',NULL,'Facility Services','English',4,2,NULL,1520000,NULL,NULL,NULL,NULL,1,NULL,NULL,15,'{"decides": 15}','lucia lambert tidewater plumbing co lucia.lambert@tidewater-plumbing.example +12155550111 tf-10183',1772672778,'time',1775052120,8,35,NULL);
INSERT INTO "lead" VALUES(182,2,2806315185627280889,'TF-10184','Silvia','Haines','Silvia Haines','silvia.haines@evergreen-solar.example',NULL,NULL,'+16175550104',NULL,'(617) 555-0104',NULL,NULL,'Evergreen Solar Co','Director of Service','US','MA','Boston','02118','470 Oak Ave',NULL,'Facility Services','Spanish',4,6,NULL,1700000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"36"}',0,NULL,'silvia haines evergreen solar co silvia.haines@evergreen-solar.example +16175550104 tf-10184',1772674565,'time',1775052120,8,36,NULL);
INSERT INTO "lead" VALUES(183,2,8511866696646275049,'TF-10185','Ivan','Olsen','Ivan Olsen','ivan.olsen@blue-door-elevators.example',NULL,NULL,'+15035550171',NULL,'(503) 555-0171',NULL,NULL,'Blue-Door Elevators Services','Dispatcher','US','OR','Portland','97209','63 Industrial Pkwy',NULL,'Facility Services','English',3,5,2,1070000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"16"}',0,NULL,'ivan olsen blue-door elevators services ivan.olsen@blue-door-elevators.example +15035550171 tf-10185',1772687265,'time',1775052120,8,37,NULL);
INSERT INTO "lead" VALUES(184,2,2779607383305266007,'TF-10186','Hana','Banerjee','Hana Banerjee','hana.banerjee@pinnacle-glazing.example',NULL,NULL,'+12065550194','606','206-555-0194 x606',NULL,NULL,'Pinnacle Glazing Group','CFO','US','WA','Seattle','98108','552 Oak Ave',NULL,'Facility Services','English',1,7,1,660000,NULL,NULL,NULL,'Asked before, wants to hear about Dispatch',1,NULL,NULL,15,'{"decides": 15}','hana banerjee pinnacle glazing group hana.banerjee@pinnacle-glazing.example +12065550194 tf-10186',1772697130,'time',1775052120,8,38,NULL);
INSERT INTO "lead" VALUES(185,2,2448233866330781092,'TF-10187','Kenji','Haines','Kenji Haines','kenji.haines@union-solar.example',NULL,NULL,'+15105550125',NULL,'(510) 555-0125','+15105550153','(510) 555-0153','Union Solar Group','Operations Manager','US','CA','Oakland','94607','186 Union Sq',NULL,'Facility Services',NULL,2,4,4,1610000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"77"}',25,'{"referred": 25}','kenji haines union solar group kenji.haines@union-solar.example +15105550125 tf-10187',1772705626,'time',1775052120,8,39,NULL);
INSERT INTO "lead" VALUES(186,2,6105415737119644187,'TF-10188','Maren','Hadley','Maren Hadley','maren.hadley@juniper-heating.example',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'Juniper Heating Group','Dispatcher','US','CA','Los Angeles','90021','390 2nd St',NULL,'Facility Services','English',1,5,4,NULL,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"12"}',0,NULL,'maren hadley juniper heating group maren.hadley@juniper-heating.example tf-10188',1772706786,'time',1775052120,8,40,NULL);
INSERT INTO "lead" VALUES(187,2,5098357134936693770,'TF-10189','Oscar','Sandoval','Oscar Sandoval','oscar.sandoval@valley-landscaping.example',NULL,NULL,'+18135550111',NULL,'813-555-0111',NULL,NULL,'Valley Landscaping Group','Operations Manager','US','FL','Tampa','33605','255 Harbor Blvd',NULL,'Facility Services','English',2,7,3,570000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"11"}',0,NULL,'oscar sandoval valley landscaping group oscar.sandoval@valley-landscaping.example +18135550111 tf-10189',1772707940,'time',1775052120,8,41,NULL);
INSERT INTO "lead" VALUES(188,2,1740401236838283328,'TF-10190','Rosa','Lowry','Rosa Lowry','rosa.lowry@yellowtail-roofing.example',NULL,NULL,'+17165550176',NULL,'716.555.0176','+17165550165','+1 716 555 0165','Yellowtail Roofing Services','IT Lead','US','NY','Buffalo','14203','650 Mill Rd',NULL,'Facility Services','English',4,5,1,1675000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"156"}',0,NULL,'rosa lowry yellowtail roofing services rosa.lowry@yellowtail-roofing.example +17165550176 tf-10190',1772713976,'time',1775052120,8,42,NULL);
INSERT INTO "lead" VALUES(189,2,2532175000739450295,'TF-10191','Valerie','Quinn','Valerie Quinn','valerie.quinn@meadow-heating.example',NULL,NULL,'+18135550101',NULL,'(813) 555-0101','+18135550120','(813) 555-0120','Meadow Heating Inc','IT Lead','US','FL','Tampa','33605','359 Harbor Blvd',NULL,'Facility Services','English',4,6,NULL,630000,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"137"}',0,NULL,'valerie quinn meadow heating inc valerie.quinn@meadow-heating.example +18135550101 tf-10191',1772718602,'time',1775052120,8,43,NULL);
INSERT INTO "lead" VALUES(190,2,4955664833367861164,'TF-10192','Wanda','Barlow','Wanda Barlow','wanda.barlow@meadow-landscaping.example',NULL,NULL,'+16145550121',NULL,'614-555-0121','+16145550186','+1 614 555 0186','Meadow Landscaping & Sons','Office Manager','US','OH','Columbus','43215','800 Oak Ave',NULL,'Construction','English',4,4,5,1030000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"132"}',25,'{"referred": 25}','wanda barlow meadow landscaping & sons wanda.barlow@meadow-landscaping.example +16145550121 tf-10192',1772719218,'time',1775052120,8,44,NULL);
INSERT INTO "lead" VALUES(191,2,5688942685439157980,'TF-10193','Hana','Dalton','Hana Dalton','hana.dalton@blue-door-plumbing.example',NULL,NULL,'+16125550143',NULL,'612.555.0143',NULL,NULL,'Blue-Door Plumbing LLC','Office Manager','US','MN','Minneapolis','55413','292 Main St',NULL,'Construction','Spanish',2,4,5,1675000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"88"}',25,'{"referred": 25}','hana dalton blue-door plumbing llc hana.dalton@blue-door-plumbing.example +16125550143 tf-10193',1772719851,'time',1775052120,8,45,NULL);
INSERT INTO "lead" VALUES(192,2,2278917528323761448,'TF-10194','Maren','Pacheco','Maren Pacheco','maren.pacheco@stonegate-roofing.example',NULL,NULL,'+16195550143',NULL,'+1 619 555 0143',NULL,NULL,'Stonegate Roofing & Sons','Office Manager','US','CA','San Diego','92101','867 2nd St',NULL,'Facility Services','Spanish',2,6,5,NULL,3,NULL,NULL,NULL,1,NULL,'{"Headcount":"166"}',0,NULL,'maren pacheco stonegate roofing & sons maren.pacheco@stonegate-roofing.example +16195550143 tf-10194',1772719919,'time',1775052120,8,46,NULL);
INSERT INTO "lead" VALUES(193,2,5885124293248713778,'TF-10195','Daria','Ramos','Daria Ramos','daria.ramos@summit-electric.example',NULL,NULL,'+12135550157',NULL,'213.555.0157','+12135550174','+1 213 555 0174','Summit Electric LLC','CFO','US','CA','Los Angeles','90021','362 Oak Ave',NULL,'Construction','English',1,7,NULL,3290000,1,NULL,NULL,NULL,1,NULL,'{"Headcount":"169"}',15,'{"decides": 15}','daria ramos summit electric llc daria.ramos@summit-electric.example +12135550157 tf-10195',1772722823,'time',1775052120,8,47,NULL);
INSERT INTO "lead" VALUES(194,2,8581121446219986321,'TF-10196','Kiara','Osborne','Kiara Osborne','kiara.osborne@union-cooling.example',NULL,NULL,'+16195550107',NULL,'+1 619 555 0107','+16195550135','+1 619 555 0135','Union Cooling Services','Operations Manager','US','CA','San Diego','92101','663 Oak Ave',NULL,'Facility Services','English',3,4,1,445000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"156"}',25,'{"referred": 25}','kiara osborne union cooling services kiara.osborne@union-cooling.example +16195550107 tf-10196',1772723474,'time',1775052120,8,48,NULL);
INSERT INTO "lead" VALUES(195,2,3809145985204602794,'TF-10197','Marcus','Lambert','Marcus Lambert','marcus.lambert@valley-heating.example',NULL,NULL,'+17165550142','302','716-555-0142 x302',NULL,NULL,'Valley Heating Inc','Director of Service','US','NY','Buffalo','14203','686 Industrial Pkwy',NULL,'Construction',NULL,3,4,5,255000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"38"}',25,'{"referred": 25}','marcus lambert valley heating inc marcus.lambert@valley-heating.example +17165550142 tf-10197',1772724430,'time',1775052120,8,49,NULL);
INSERT INTO "lead" VALUES(196,2,3516674645776775475,'TF-10198','Quentin','Goddard','Quentin Goddard','quentin.goddard@pinnacle-electric.example',NULL,NULL,'+16125550118',NULL,'+1 612 555 0118',NULL,NULL,'Pinnacle Electric Services','Operations Manager','US','MN','Minneapolis','55413','122 Main St',NULL,'Construction',NULL,1,7,NULL,1190000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"137"}',0,NULL,'quentin goddard pinnacle electric services quentin.goddard@pinnacle-electric.example +16125550118 tf-10198',1772724574,'time',1775052120,8,50,NULL);
INSERT INTO "lead" VALUES(197,3,2369813745261327202,'TF-10199','Selma','Shepherd','Selma Shepherd','selma.shepherd@tidewater-landscaping.example',NULL,NULL,'+12135550111',NULL,'+1 213 555 0111',NULL,NULL,'Tidewater Landscaping Group','Operations Manager','US','CA','Los Angeles','90021','214 Oak Ave',NULL,'Construction',NULL,1,1,3,2140000,NULL,NULL,NULL,NULL,1,NULL,'{"Headcount":"96"}',0,NULL,'selma shepherd tidewater landscaping group selma.shepherd@tidewater-landscaping.example +12135550111 tf-10199',1772724888,'time',1775052120,8,51,NULL);
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
, added_at /* the lead's received_at, copied for the order of queues */ integer not null default 0) strict;
INSERT INTO "lead_state" VALUES(1,1,1772197592,1,1,NULL,196,NULL,NULL,NULL,0,NULL,1,NULL,0,1772197592);
INSERT INTO "lead_state" VALUES(2,1,1772198706,3,2,NULL,70,NULL,NULL,NULL,0,NULL,1,NULL,0,1772198706);
INSERT INTO "lead_state" VALUES(3,1,1772200223,5,2,NULL,71,NULL,NULL,NULL,0,NULL,1,NULL,0,1772200223);
INSERT INTO "lead_state" VALUES(4,1,1772203368,1,1,NULL,197,NULL,NULL,NULL,0,NULL,1,NULL,0,1772203368);
INSERT INTO "lead_state" VALUES(5,1,1772203717,1,1,NULL,177,NULL,NULL,NULL,0,NULL,1,NULL,0,1772203717);
INSERT INTO "lead_state" VALUES(6,1,1772204310,6,2,NULL,72,NULL,NULL,NULL,0,NULL,1,NULL,0,1772204310);
INSERT INTO "lead_state" VALUES(7,1,1772207689,1,1,NULL,198,NULL,NULL,NULL,0,NULL,1,NULL,0,1772207689);
INSERT INTO "lead_state" VALUES(8,1,1772209572,5,2,NULL,56,NULL,NULL,NULL,0,NULL,1,NULL,0,1772209572);
INSERT INTO "lead_state" VALUES(9,1,1772210798,1,1,NULL,199,NULL,NULL,NULL,0,NULL,1,NULL,0,1772210798);
INSERT INTO "lead_state" VALUES(10,1,1772211098,3,2,NULL,62,NULL,NULL,NULL,0,NULL,1,NULL,0,1772211098);
INSERT INTO "lead_state" VALUES(11,1,1772211394,1,1,NULL,200,NULL,NULL,NULL,0,NULL,1,NULL,0,1772211394);
INSERT INTO "lead_state" VALUES(12,1,1772211661,1,1,NULL,201,NULL,NULL,NULL,0,NULL,1,NULL,0,1772211661);
INSERT INTO "lead_state" VALUES(13,1,1772212101,5,2,NULL,54,NULL,NULL,NULL,0,NULL,1,NULL,0,1772212101);
INSERT INTO "lead_state" VALUES(14,1,1772212531,NULL,1,NULL,105,NULL,NULL,NULL,0,NULL,1,NULL,0,1772212531);
INSERT INTO "lead_state" VALUES(15,1,1772216423,1,1,NULL,202,NULL,NULL,NULL,0,NULL,1,NULL,0,1772216423);
INSERT INTO "lead_state" VALUES(16,1,1772218529,7,2,NULL,73,NULL,NULL,NULL,0,NULL,1,NULL,0,1772218529);
INSERT INTO "lead_state" VALUES(17,1,1772218605,1,1,NULL,203,NULL,NULL,NULL,0,NULL,1,NULL,0,1772218605);
INSERT INTO "lead_state" VALUES(18,1,1772218883,1,1,NULL,204,NULL,NULL,NULL,0,NULL,1,NULL,0,1772218883);
INSERT INTO "lead_state" VALUES(19,1,1772219298,1,1,NULL,205,NULL,NULL,NULL,0,NULL,1,NULL,0,1772219298);
INSERT INTO "lead_state" VALUES(20,1,1772219769,1,1,NULL,206,NULL,NULL,NULL,0,NULL,1,NULL,0,1772219769);
INSERT INTO "lead_state" VALUES(21,1,1772220432,1,1,NULL,207,NULL,NULL,NULL,0,NULL,1,NULL,0,1772220432);
INSERT INTO "lead_state" VALUES(22,1,1772220705,8,3,NULL,48,NULL,NULL,NULL,0,NULL,1,NULL,0,1772220705);
INSERT INTO "lead_state" VALUES(23,1,1772220729,3,2,NULL,89,NULL,NULL,NULL,0,NULL,1,NULL,0,1772220729);
INSERT INTO "lead_state" VALUES(24,1,1772221517,1,1,NULL,208,NULL,NULL,NULL,0,NULL,1,NULL,0,1772221517);
INSERT INTO "lead_state" VALUES(25,1,1772223055,5,2,NULL,85,NULL,NULL,NULL,0,NULL,1,NULL,0,1772223055);
INSERT INTO "lead_state" VALUES(26,1,1772225558,8,3,NULL,45,NULL,NULL,NULL,0,NULL,1,NULL,0,1772225558);
INSERT INTO "lead_state" VALUES(27,1,1772225915,9,3,NULL,50,NULL,NULL,NULL,0,NULL,1,NULL,0,1772225915);
INSERT INTO "lead_state" VALUES(28,1,1772226694,5,2,NULL,63,NULL,NULL,NULL,0,NULL,1,NULL,0,1772226694);
INSERT INTO "lead_state" VALUES(29,1,1772226770,1,1,NULL,209,NULL,NULL,NULL,0,NULL,1,NULL,0,1772226770);
INSERT INTO "lead_state" VALUES(30,1,1772227236,3,2,NULL,44,NULL,NULL,NULL,0,NULL,1,NULL,0,1772227236);
INSERT INTO "lead_state" VALUES(31,1,1772227435,1,1,NULL,210,NULL,NULL,NULL,0,NULL,1,NULL,0,1772227435);
INSERT INTO "lead_state" VALUES(32,1,1772227698,3,2,NULL,87,NULL,NULL,NULL,0,NULL,1,NULL,0,1772227698);
INSERT INTO "lead_state" VALUES(33,1,1772228991,NULL,1,NULL,115,NULL,NULL,NULL,0,NULL,1,NULL,0,1772228991);
INSERT INTO "lead_state" VALUES(34,1,1772229322,9,3,NULL,77,NULL,NULL,NULL,0,NULL,1,NULL,0,1772229322);
INSERT INTO "lead_state" VALUES(35,1,1772229464,1,1,NULL,178,NULL,NULL,NULL,0,NULL,1,NULL,0,1772229464);
INSERT INTO "lead_state" VALUES(36,1,1772229511,1,1,NULL,187,NULL,NULL,NULL,0,NULL,1,NULL,0,1772229511);
INSERT INTO "lead_state" VALUES(37,1,1772234267,3,2,NULL,79,NULL,NULL,NULL,0,NULL,1,NULL,0,1772234267);
INSERT INTO "lead_state" VALUES(38,1,1772234945,1,1,NULL,211,NULL,NULL,NULL,0,NULL,1,NULL,0,1772234945);
INSERT INTO "lead_state" VALUES(39,1,1772235219,1,1,NULL,212,NULL,NULL,NULL,0,NULL,1,NULL,0,1772235219);
INSERT INTO "lead_state" VALUES(40,1,1772235369,NULL,1,NULL,118,NULL,NULL,NULL,0,NULL,1,NULL,0,1772235369);
INSERT INTO "lead_state" VALUES(41,1,1772239106,5,2,NULL,57,NULL,NULL,NULL,0,NULL,1,NULL,0,1772239106);
INSERT INTO "lead_state" VALUES(42,1,1772241279,1,1,NULL,213,NULL,NULL,NULL,0,NULL,1,NULL,0,1772241279);
INSERT INTO "lead_state" VALUES(43,1,1772241911,5,2,NULL,64,NULL,NULL,NULL,0,NULL,1,NULL,0,1772241911);
INSERT INTO "lead_state" VALUES(44,1,1772242666,1,1,NULL,214,NULL,NULL,NULL,0,NULL,1,NULL,0,1772242666);
INSERT INTO "lead_state" VALUES(45,1,1772243779,1,1,NULL,215,NULL,NULL,NULL,0,NULL,1,NULL,0,1772243779);
INSERT INTO "lead_state" VALUES(46,1,1772251776,3,2,NULL,51,NULL,NULL,NULL,0,NULL,1,NULL,0,1772251776);
INSERT INTO "lead_state" VALUES(47,1,1772267569,1,1,NULL,122,NULL,NULL,NULL,0,NULL,1,NULL,0,1772267569);
INSERT INTO "lead_state" VALUES(48,1,1772284767,NULL,1,NULL,123,NULL,NULL,NULL,0,NULL,1,NULL,0,1772284767);
INSERT INTO "lead_state" VALUES(49,1,1772289174,NULL,1,NULL,NULL,31,NULL,'duplicate',0,NULL,1,NULL,0,1772289174);
INSERT INTO "lead_state" VALUES(50,1,1772291182,3,2,NULL,49,NULL,NULL,NULL,0,NULL,1,NULL,0,1772291182);
INSERT INTO "lead_state" VALUES(51,1,1772294192,5,2,NULL,65,NULL,NULL,NULL,0,NULL,1,NULL,0,1772294192);
INSERT INTO "lead_state" VALUES(52,1,1772301498,1,1,NULL,124,NULL,NULL,NULL,0,NULL,1,NULL,0,1772301498);
INSERT INTO "lead_state" VALUES(53,1,1772348734,1,1,NULL,179,NULL,NULL,NULL,0,NULL,1,NULL,0,1772348734);
INSERT INTO "lead_state" VALUES(54,1,1772356669,5,2,NULL,86,NULL,NULL,NULL,0,NULL,1,NULL,0,1772356669);
INSERT INTO "lead_state" VALUES(55,1,1772370322,4,2,NULL,78,NULL,NULL,NULL,0,NULL,1,NULL,0,1772370322);
INSERT INTO "lead_state" VALUES(56,1,1772374477,NULL,1,NULL,125,NULL,NULL,NULL,0,NULL,1,NULL,0,1772374477);
INSERT INTO "lead_state" VALUES(57,1,1772378916,1,1,NULL,126,NULL,NULL,NULL,0,NULL,1,NULL,0,1772378916);
INSERT INTO "lead_state" VALUES(58,1,1772382036,3,2,NULL,83,NULL,NULL,NULL,0,NULL,1,NULL,0,1772382036);
INSERT INTO "lead_state" VALUES(59,1,1772390348,8,3,NULL,52,NULL,NULL,NULL,0,NULL,1,NULL,0,1772390348);
INSERT INTO "lead_state" VALUES(60,1,1772391675,8,3,NULL,46,NULL,NULL,NULL,0,NULL,1,NULL,0,1772391675);
INSERT INTO "lead_state" VALUES(61,1,1772397306,NULL,1,NULL,NULL,14,NULL,'duplicate',0,NULL,1,NULL,1,1772397306);
INSERT INTO "lead_state" VALUES(62,1,1772401084,3,2,NULL,67,NULL,NULL,NULL,0,NULL,1,NULL,0,1772401084);
INSERT INTO "lead_state" VALUES(63,1,1772417162,5,2,NULL,66,NULL,NULL,NULL,0,NULL,1,NULL,0,1772417162);
INSERT INTO "lead_state" VALUES(64,1,1772441578,1,1,NULL,127,NULL,NULL,NULL,0,NULL,1,NULL,0,1772441578);
INSERT INTO "lead_state" VALUES(65,1,1772457941,1,1,NULL,188,NULL,NULL,NULL,0,NULL,1,NULL,0,1772457941);
INSERT INTO "lead_state" VALUES(66,11,1772458832,NULL,1,NULL,NULL,NULL,NULL,NULL,0,NULL,1,NULL,0,1772458832);
INSERT INTO "lead_state" VALUES(67,1,1772462405,1,1,NULL,128,NULL,NULL,NULL,0,NULL,1,NULL,0,1772462405);
INSERT INTO "lead_state" VALUES(68,1,1772464037,1,1,NULL,129,NULL,NULL,NULL,0,NULL,1,NULL,0,1772464037);
INSERT INTO "lead_state" VALUES(69,1,1772464140,1,1,NULL,130,NULL,NULL,NULL,0,NULL,1,NULL,0,1772464140);
INSERT INTO "lead_state" VALUES(70,1,1772465465,5,2,NULL,59,NULL,NULL,NULL,0,NULL,1,NULL,0,1772465465);
INSERT INTO "lead_state" VALUES(71,1,1772465548,3,2,NULL,74,NULL,NULL,NULL,0,NULL,1,NULL,0,1772465548);
INSERT INTO "lead_state" VALUES(72,1,1772465809,1,1,NULL,131,NULL,NULL,NULL,0,NULL,1,NULL,0,1772465809);
INSERT INTO "lead_state" VALUES(73,1,1772467491,NULL,1,NULL,132,NULL,NULL,NULL,0,NULL,1,NULL,0,1772467491);
INSERT INTO "lead_state" VALUES(74,1,1772468085,5,2,NULL,60,NULL,NULL,NULL,0,NULL,1,NULL,0,1772468085);
INSERT INTO "lead_state" VALUES(75,1,1772469454,3,2,NULL,80,NULL,NULL,NULL,0,NULL,1,NULL,0,1772469454);
INSERT INTO "lead_state" VALUES(76,1,1772469787,6,2,NULL,88,NULL,NULL,NULL,0,NULL,1,NULL,0,1772469787);
INSERT INTO "lead_state" VALUES(77,1,1772470111,8,3,NULL,82,NULL,NULL,NULL,0,NULL,1,NULL,0,1772470111);
INSERT INTO "lead_state" VALUES(78,1,1772470324,5,2,NULL,61,NULL,NULL,NULL,0,NULL,1,NULL,0,1772470324);
INSERT INTO "lead_state" VALUES(79,1,1772470506,8,3,NULL,75,NULL,NULL,NULL,0,NULL,1,NULL,0,1772470506);
INSERT INTO "lead_state" VALUES(80,1,1772470565,1,1,NULL,133,NULL,NULL,NULL,0,NULL,1,NULL,0,1772470565);
INSERT INTO "lead_state" VALUES(81,1,1772471697,5,2,NULL,47,NULL,NULL,NULL,0,NULL,1,NULL,0,1772471697);
INSERT INTO "lead_state" VALUES(82,1,1772472386,1,1,NULL,134,NULL,NULL,NULL,0,NULL,1,NULL,0,1772472386);
INSERT INTO "lead_state" VALUES(83,1,1772474987,NULL,1,NULL,135,NULL,NULL,NULL,0,NULL,1,NULL,0,1772474987);
INSERT INTO "lead_state" VALUES(84,1,1772476581,3,2,NULL,43,NULL,NULL,NULL,0,NULL,1,NULL,0,1772476581);
INSERT INTO "lead_state" VALUES(85,1,1772480100,16,6,NULL,58,NULL,NULL,NULL,0,NULL,1,NULL,0,1772480100);
INSERT INTO "lead_state" VALUES(86,1,1772482869,9,3,NULL,76,NULL,NULL,NULL,0,NULL,1,NULL,0,1772482869);
INSERT INTO "lead_state" VALUES(87,1,1772483341,1,1,NULL,136,NULL,NULL,NULL,0,NULL,1,NULL,0,1772483341);
INSERT INTO "lead_state" VALUES(88,1,1772484399,1,1,NULL,137,NULL,NULL,NULL,0,NULL,1,NULL,0,1772484399);
INSERT INTO "lead_state" VALUES(89,1,1772485971,1,1,NULL,138,NULL,NULL,NULL,0,NULL,1,NULL,0,1772485971);
INSERT INTO "lead_state" VALUES(90,3,1774969320,3,2,NULL,53,NULL,NULL,NULL,0,NULL,1,1774969320,0,1772488326);
INSERT INTO "lead_state" VALUES(91,1,1772490731,4,2,NULL,68,NULL,NULL,NULL,0,NULL,1,NULL,0,1772490731);
INSERT INTO "lead_state" VALUES(92,1,1772491347,16,6,NULL,81,NULL,NULL,NULL,0,NULL,1,NULL,0,1772491347);
INSERT INTO "lead_state" VALUES(93,1,1772491470,1,1,NULL,139,NULL,NULL,NULL,0,NULL,1,NULL,0,1772491470);
INSERT INTO "lead_state" VALUES(94,1,1772491680,1,1,NULL,140,NULL,NULL,NULL,0,NULL,1,NULL,0,1772491680);
INSERT INTO "lead_state" VALUES(95,1,1772492410,1,1,NULL,141,NULL,NULL,NULL,0,NULL,1,NULL,0,1772492410);
INSERT INTO "lead_state" VALUES(96,1,1772494993,8,3,NULL,55,NULL,NULL,NULL,0,NULL,1,NULL,0,1772494993);
INSERT INTO "lead_state" VALUES(97,1,1772495359,3,2,NULL,84,NULL,NULL,NULL,0,NULL,1,NULL,0,1772495359);
INSERT INTO "lead_state" VALUES(98,1,1772500155,1,1,NULL,189,NULL,NULL,NULL,0,NULL,1,NULL,0,1772500155);
INSERT INTO "lead_state" VALUES(99,1,1772502711,8,3,NULL,69,NULL,NULL,NULL,0,NULL,1,NULL,0,1772502711);
INSERT INTO "lead_state" VALUES(100,1,1772505409,1,1,NULL,190,NULL,NULL,NULL,0,NULL,1,NULL,0,1772505409);
INSERT INTO "lead_state" VALUES(101,1,1772517748,1,1,NULL,142,NULL,NULL,NULL,0,NULL,1,NULL,0,1772517748);
INSERT INTO "lead_state" VALUES(102,1,1772530408,1,1,NULL,143,NULL,NULL,NULL,0,NULL,1,NULL,0,1772530408);
INSERT INTO "lead_state" VALUES(103,1,1772532660,1,1,NULL,191,NULL,NULL,NULL,0,NULL,1,NULL,0,1772532660);
INSERT INTO "lead_state" VALUES(104,1,1772539669,1,1,NULL,144,NULL,NULL,NULL,0,NULL,1,NULL,0,1772539669);
INSERT INTO "lead_state" VALUES(105,1,1772542903,1,1,NULL,145,NULL,NULL,NULL,0,NULL,1,NULL,0,1772542903);
INSERT INTO "lead_state" VALUES(106,1,1772543710,1,1,NULL,146,NULL,NULL,NULL,0,NULL,1,NULL,0,1772543710);
INSERT INTO "lead_state" VALUES(107,1,1772544521,1,1,NULL,192,NULL,NULL,NULL,0,NULL,1,NULL,0,1772544521);
INSERT INTO "lead_state" VALUES(108,1,1772544640,1,1,NULL,147,NULL,NULL,NULL,0,NULL,1,NULL,0,1772544640);
INSERT INTO "lead_state" VALUES(109,1,1772545021,1,1,NULL,148,NULL,NULL,NULL,0,NULL,1,NULL,0,1772545021);
INSERT INTO "lead_state" VALUES(110,1,1772545040,1,1,NULL,149,NULL,NULL,NULL,0,NULL,1,NULL,0,1772545040);
INSERT INTO "lead_state" VALUES(111,1,1772546114,1,1,NULL,150,NULL,NULL,NULL,0,NULL,1,NULL,0,1772546114);
INSERT INTO "lead_state" VALUES(112,1,1772546514,1,1,NULL,151,NULL,NULL,NULL,0,NULL,1,NULL,0,1772546514);
INSERT INTO "lead_state" VALUES(113,1,1772547148,1,1,NULL,152,NULL,NULL,NULL,0,NULL,1,NULL,0,1772547148);
INSERT INTO "lead_state" VALUES(114,1,1772548785,1,1,NULL,180,NULL,NULL,NULL,0,NULL,1,NULL,0,1772548785);
INSERT INTO "lead_state" VALUES(115,1,1772552653,1,1,NULL,193,NULL,NULL,NULL,0,NULL,1,NULL,0,1772552653);
INSERT INTO "lead_state" VALUES(116,1,1772552949,1,1,NULL,153,NULL,NULL,NULL,0,NULL,1,NULL,0,1772552949);
INSERT INTO "lead_state" VALUES(117,1,1772555935,1,1,NULL,181,NULL,NULL,NULL,0,NULL,1,NULL,0,1772555935);
INSERT INTO "lead_state" VALUES(118,1,1772555958,1,1,NULL,154,NULL,NULL,NULL,0,NULL,1,NULL,0,1772555958);
INSERT INTO "lead_state" VALUES(119,1,1772556718,1,1,NULL,155,NULL,NULL,NULL,0,NULL,1,NULL,0,1772556718);
INSERT INTO "lead_state" VALUES(120,1,1772556738,1,1,NULL,156,NULL,NULL,NULL,0,NULL,1,NULL,0,1772556738);
INSERT INTO "lead_state" VALUES(121,1,1772557521,1,1,NULL,157,NULL,NULL,NULL,0,NULL,1,NULL,0,1772557521);
INSERT INTO "lead_state" VALUES(122,1,1772558231,NULL,1,NULL,158,NULL,NULL,NULL,0,NULL,1,NULL,0,1772558231);
INSERT INTO "lead_state" VALUES(123,1,1772558451,1,1,NULL,159,NULL,NULL,NULL,0,NULL,1,NULL,0,1772558451);
INSERT INTO "lead_state" VALUES(124,1,1772561367,1,1,NULL,160,NULL,NULL,NULL,0,NULL,1,NULL,0,1772561367);
INSERT INTO "lead_state" VALUES(125,1,1772561970,1,1,NULL,161,NULL,NULL,NULL,0,NULL,1,NULL,0,1772561970);
INSERT INTO "lead_state" VALUES(126,1,1772562362,1,1,NULL,182,NULL,NULL,NULL,0,NULL,1,NULL,0,1772562362);
INSERT INTO "lead_state" VALUES(127,1,1772562890,NULL,1,NULL,162,NULL,NULL,NULL,0,NULL,1,NULL,0,1772562890);
INSERT INTO "lead_state" VALUES(128,1,1772564220,1,1,NULL,163,NULL,NULL,NULL,0,NULL,1,NULL,0,1772564220);
INSERT INTO "lead_state" VALUES(129,1,1772565959,1,1,NULL,183,NULL,NULL,NULL,0,NULL,1,NULL,0,1772565959);
INSERT INTO "lead_state" VALUES(130,1,1772566400,1,1,NULL,164,NULL,NULL,NULL,0,NULL,1,NULL,0,1772566400);
INSERT INTO "lead_state" VALUES(131,1,1772567899,1,1,NULL,165,NULL,NULL,NULL,0,NULL,1,NULL,0,1772567899);
INSERT INTO "lead_state" VALUES(132,1,1772568028,1,1,NULL,166,NULL,NULL,NULL,0,NULL,1,NULL,0,1772568028);
INSERT INTO "lead_state" VALUES(133,1,1772569589,1,1,NULL,167,NULL,NULL,NULL,0,NULL,1,NULL,0,1772569589);
INSERT INTO "lead_state" VALUES(134,1,1772573850,1,1,NULL,194,NULL,NULL,NULL,0,NULL,1,NULL,0,1772573850);
INSERT INTO "lead_state" VALUES(135,1,1772574836,1,1,NULL,184,NULL,NULL,NULL,0,NULL,1,NULL,0,1772574836);
INSERT INTO "lead_state" VALUES(136,1,1772577249,NULL,1,NULL,168,NULL,NULL,NULL,0,NULL,1,NULL,0,1772577249);
INSERT INTO "lead_state" VALUES(137,1,1772577420,1,1,NULL,169,NULL,NULL,NULL,0,NULL,1,NULL,0,1772577420);
INSERT INTO "lead_state" VALUES(138,1,1772578083,1,1,NULL,170,NULL,NULL,NULL,0,NULL,1,NULL,0,1772578083);
INSERT INTO "lead_state" VALUES(139,1,1772578826,1,1,NULL,171,NULL,NULL,NULL,0,NULL,1,NULL,0,1772578826);
INSERT INTO "lead_state" VALUES(140,1,1772579053,1,1,NULL,172,NULL,NULL,NULL,0,NULL,1,NULL,0,1772579053);
INSERT INTO "lead_state" VALUES(141,1,1772580491,1,1,NULL,173,NULL,NULL,NULL,0,NULL,1,NULL,0,1772580491);
INSERT INTO "lead_state" VALUES(142,1,1772583040,NULL,1,NULL,174,NULL,NULL,NULL,0,NULL,1,NULL,0,1772583040);
INSERT INTO "lead_state" VALUES(143,1,1772583169,1,1,NULL,175,NULL,NULL,NULL,0,NULL,1,NULL,0,1772583169);
INSERT INTO "lead_state" VALUES(144,1,1772596552,NULL,1,NULL,185,NULL,NULL,NULL,0,NULL,1,NULL,0,1772596552);
INSERT INTO "lead_state" VALUES(145,1,1772609370,1,1,NULL,195,NULL,NULL,NULL,0,NULL,1,NULL,0,1772609370);
INSERT INTO "lead_state" VALUES(146,1,1772625892,1,1,NULL,176,NULL,NULL,NULL,0,NULL,1,NULL,0,1772625892);
INSERT INTO "lead_state" VALUES(147,1,1772629803,1,1,NULL,186,NULL,NULL,NULL,0,NULL,1,NULL,0,1772629803);
INSERT INTO "lead_state" VALUES(148,1,1772630778,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772630778);
INSERT INTO "lead_state" VALUES(149,1,1772632063,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772632063);
INSERT INTO "lead_state" VALUES(150,1,1772632894,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772632894);
INSERT INTO "lead_state" VALUES(151,1,1772637612,2,1,NULL,216,NULL,NULL,NULL,0,NULL,1,NULL,0,1772637612);
INSERT INTO "lead_state" VALUES(152,1,1772637680,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772637680);
INSERT INTO "lead_state" VALUES(153,1,1772638725,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772638725);
INSERT INTO "lead_state" VALUES(154,1,1772642897,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772642897);
INSERT INTO "lead_state" VALUES(155,1,1772643379,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772643379);
INSERT INTO "lead_state" VALUES(156,1,1772644446,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772644446);
INSERT INTO "lead_state" VALUES(157,1,1772646056,4,2,NULL,219,NULL,NULL,NULL,1,NULL,1,NULL,0,1772646056);
INSERT INTO "lead_state" VALUES(158,1,1772646290,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772646290);
INSERT INTO "lead_state" VALUES(159,1,1772646848,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772646848);
INSERT INTO "lead_state" VALUES(160,1,1772649910,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772649910);
INSERT INTO "lead_state" VALUES(161,1,1772651434,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772651434);
INSERT INTO "lead_state" VALUES(162,1,1772652167,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772652167);
INSERT INTO "lead_state" VALUES(163,1,1772653964,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772653964);
INSERT INTO "lead_state" VALUES(164,1,1772654504,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772654504);
INSERT INTO "lead_state" VALUES(165,1,1772655285,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772655285);
INSERT INTO "lead_state" VALUES(166,1,1772655407,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772655407);
INSERT INTO "lead_state" VALUES(167,1,1772658145,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772658145);
INSERT INTO "lead_state" VALUES(168,1,1772660240,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772660240);
INSERT INTO "lead_state" VALUES(169,1,1772660666,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772660666);
INSERT INTO "lead_state" VALUES(170,1,1772661078,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772661078);
INSERT INTO "lead_state" VALUES(171,1,1772662009,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772662009);
INSERT INTO "lead_state" VALUES(172,1,1772662908,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772662908);
INSERT INTO "lead_state" VALUES(173,1,1772663918,2,1,NULL,217,NULL,NULL,NULL,0,NULL,1,NULL,0,1772663918);
INSERT INTO "lead_state" VALUES(174,1,1772664456,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772664456);
INSERT INTO "lead_state" VALUES(175,1,1772664802,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772664802);
INSERT INTO "lead_state" VALUES(176,1,1772664833,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772664833);
INSERT INTO "lead_state" VALUES(177,1,1772666259,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772666259);
INSERT INTO "lead_state" VALUES(178,1,1772666500,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772666500);
INSERT INTO "lead_state" VALUES(179,1,1772666958,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772666958);
INSERT INTO "lead_state" VALUES(180,1,1772669238,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772669238);
INSERT INTO "lead_state" VALUES(181,1,1772672778,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772672778);
INSERT INTO "lead_state" VALUES(182,1,1772674565,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772674565);
INSERT INTO "lead_state" VALUES(183,1,1772687265,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772687265);
INSERT INTO "lead_state" VALUES(184,1,1772697130,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772697130);
INSERT INTO "lead_state" VALUES(185,1,1772705626,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772705626);
INSERT INTO "lead_state" VALUES(186,1,1772706786,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772706786);
INSERT INTO "lead_state" VALUES(187,1,1772707940,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772707940);
INSERT INTO "lead_state" VALUES(188,1,1772713976,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772713976);
INSERT INTO "lead_state" VALUES(189,1,1772718602,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772718602);
INSERT INTO "lead_state" VALUES(190,1,1772719218,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772719218);
INSERT INTO "lead_state" VALUES(191,1,1772719851,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772719851);
INSERT INTO "lead_state" VALUES(192,1,1772719919,NULL,1,NULL,NULL,NULL,NULL,'no_strategy',0,NULL,1,NULL,1,1772719919);
INSERT INTO "lead_state" VALUES(193,1,1772722823,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772722823);
INSERT INTO "lead_state" VALUES(194,1,1772723474,8,3,NULL,221,NULL,NULL,NULL,1,NULL,1,NULL,0,1772723474);
INSERT INTO "lead_state" VALUES(195,1,1772724430,3,2,NULL,220,NULL,NULL,NULL,1,NULL,1,NULL,0,1772724430);
INSERT INTO "lead_state" VALUES(196,1,1772724574,NULL,1,NULL,NULL,NULL,NULL,'queued',0,NULL,1,NULL,1,1772724574);
INSERT INTO "lead_state" VALUES(197,1,1772724888,2,1,NULL,218,NULL,NULL,NULL,0,NULL,1,NULL,0,1772724888);
CREATE TABLE meta (                             -- one row per fact about this file itself
  key   text primary key,                       -- created_at, currency
  value text not null                           -- as text
) strict, without rowid;
INSERT INTO "meta" VALUES('company_keys:change','0');
INSERT INTO "meta" VALUES('company_keys:lead','100');
INSERT INTO "meta" VALUES('created_at','1774875600');
INSERT INTO "meta" VALUES('currency','USD');
CREATE TABLE notice (                           -- what tick found due, once each: reminders and requests for feedback
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
CREATE TABLE override (                         -- a person's last word: approve gave a lead to another than proposed
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
CREATE TABLE performance_figure (               -- what `performance` went by in a run: explain shows it
  run_id      integer not null references run(id),
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  given       integer not null,                 -- matured leads given to him
  wins        integer not null,                 -- of these, closed
  rate        integer not null,                 -- shrunken win rate in millionths; with pick = "best" its lower bound
  weight      integer not null,                 -- his share when all may take the lead, in millionths: after clamp and max_share
  primary key (run_id, strategy_id, user_id)
) strict, without rowid;
INSERT INTO "performance_figure" VALUES(1,18,4,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,5,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,6,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,7,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,9,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,10,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,11,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,12,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,13,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(1,18,15,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,4,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,5,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,6,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,7,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,9,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,10,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,11,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,12,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,13,0,0,0,100000);
INSERT INTO "performance_figure" VALUES(3,18,15,0,0,0,100000);
CREATE TABLE place (                            -- where a city or postal code lies
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
CREATE TABLE released (                         -- a pulled lead went back to its queue; append-only
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
CREATE TABLE "run" (                          -- one execution of assign, pull, tick, undo …
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
INSERT INTO "run" VALUES(1,'assign',1774875600,1774875600,1774875600,1,'tallyfield','{}','{"run": 1, "dry_run": false, "now": 1774875600, "config_version": 1, "seed": "tallyfield", "considered": 99, "distributed": 42, "offered": 0, "hops": 0, "held": 49, "queued": 8, "withheld_duplicates": 0, "given": [{"strategy": "Customers", "recipient": "ana", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Customers", "recipient": "carla", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Customers", "recipient": "anke", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Customers", "recipient": "helen", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Customers", "recipient": "priya", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Scheduling desk", "recipient": "ana", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Scheduling desk", "recipient": "helen", "level": "user", "leads": 1, "offered": 0}, {"strategy": "High value", "recipient": "ana", "level": "user", "leads": 6, "offered": 0}, {"strategy": "Referrals to seniors", "recipient": "carla", "level": "user", "leads": 10, "offered": 0}, {"strategy": "Top converters", "recipient": "gita", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Top converters", "recipient": "bob", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Top converters", "recipient": "carla", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Top converters", "recipient": "dmitri", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Top converters", "recipient": "ellen", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Own language", "recipient": "ana", "level": "user", "leads": 3, "offered": 0}], "held_by_reason": {"nobody_eligible": 43, "queued": 8, "no_strategy": 4, "duplicate": 2}, "examples": {"nobody_eligible": 23, "no_strategy": 76, "queued": 65, "duplicate": 49}, "shortages": [{"strategy": "Own language", "codes": ["lacks_tag", "off_shift"], "leads": 19}, {"strategy": "Own language", "codes": ["lacks_tag", "off_shift", "cap_day"], "leads": 17}, {"strategy": "Call now", "codes": ["inactive", "off_shift"], "leads": 16}, {"strategy": "High value", "codes": ["off_shift", "cap_day"], "leads": 1}], "stopped": [], "warnings": ["strategy \"Customers\": 2 of 6 customers have no manager who is a user: leadctl imports show, then leadctl import users FILE or customers anew", "strategy \"Pacific\" finds nobody: there is no territory table \"Pacific\"; bring it in with leadctl import territories FILE --table Pacific", "strategy \"Nearest office\": office \"East\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Central\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"West\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Bay Area\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)"]}',NULL,1774875600,NULL);
INSERT INTO "run" VALUES(2,'undo',1774875600,1774875600,1774875600,NULL,'','{"force": false}','{"undone_run": 1, "run": 2, "dry_run": false, "now": 1774875600, "leads": 42, "passages": 42, "reattributed": 0, "by_recipient": {"ana": 15, "carla": 15, "gita": 3, "anke": 2, "bob": 2, "helen": 2, "dmitri": 1, "ellen": 1, "priya": 1}, "kept": []}',1,NULL,NULL);
INSERT INTO "run" VALUES(3,'assign',1774879200,1774879200,1774879200,1,'tallyfield','{}','{"run": 3, "dry_run": false, "now": 1774879200, "config_version": 1, "seed": "tallyfield", "considered": 99, "distributed": 45, "offered": 0, "hops": 0, "held": 46, "queued": 8, "withheld_duplicates": 0, "given": [{"strategy": "Customers", "recipient": "ana", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Customers", "recipient": "frank", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Customers", "recipient": "anke", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Customers", "recipient": "carla", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Scheduling desk", "recipient": "frank", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Scheduling desk", "recipient": "ana", "level": "user", "leads": 1, "offered": 0}, {"strategy": "High value", "recipient": "ana", "level": "user", "leads": 5, "offered": 0}, {"strategy": "High value", "recipient": "frank", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Referrals to seniors", "recipient": "carla", "level": "user", "leads": 10, "offered": 0}, {"strategy": "Top converters", "recipient": "gita", "level": "user", "leads": 3, "offered": 0}, {"strategy": "Top converters", "recipient": "bob", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Top converters", "recipient": "carla", "level": "user", "leads": 2, "offered": 0}, {"strategy": "Top converters", "recipient": "dmitri", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Top converters", "recipient": "ellen", "level": "user", "leads": 1, "offered": 0}, {"strategy": "Own language", "recipient": "ana", "level": "user", "leads": 5, "offered": 0}], "held_by_reason": {"nobody_eligible": 40, "queued": 8, "no_strategy": 4, "duplicate": 2}, "examples": {"nobody_eligible": 23, "no_strategy": 76, "queued": 65, "duplicate": 49}, "shortages": [{"strategy": "Own language", "codes": ["lacks_tag", "off_shift"], "leads": 33}, {"strategy": "Call now", "codes": ["inactive", "off_shift"], "leads": 16}], "stopped": [], "warnings": ["strategy \"Customers\": 2 of 6 customers have no manager who is a user: leadctl imports show, then leadctl import users FILE or customers anew", "strategy \"Pacific\" finds nobody: there is no territory table \"Pacific\"; bring it in with leadctl import territories FILE --table Pacific", "strategy \"Nearest office\": office \"East\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Central\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"West\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Bay Area\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)"]}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(4,'pull',1774879200,1774879200,1774879200,1,'tallyfield','{}','{"run": 4, "dry_run": false, "now": 1774879200, "user": "ana", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 0, "leads": [], "why": [{"strategy": "Left lying", "code": null, "until": null, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}], "problem": null}',NULL,NULL,3);
INSERT INTO "run" VALUES(5,'pull',1774879200,1774879200,1774879200,1,'tallyfield','{}','{"run": 5, "dry_run": false, "now": 1774879200, "user": "ana", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 0, "leads": [], "why": [{"strategy": "Left lying", "code": null, "until": null, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}], "problem": null}',NULL,NULL,3);
INSERT INTO "run" VALUES(6,'tick',1774879200,1774879200,1774879200,1,'tallyfield','{}','{"run": 6, "dry_run": false, "now": 1774879200, "config_version": 1, "seed": "tallyfield", "considered": 54, "distributed": 1, "offered": 0, "hops": 0, "held": 45, "queued": 8, "withheld_duplicates": 0, "given": [{"strategy": "Customers", "recipient": "dmitri", "level": "user", "leads": 1, "offered": 0}], "held_by_reason": {"nobody_eligible": 40, "queued": 8, "no_strategy": 3, "duplicate": 2}, "examples": {"nobody_eligible": 23, "queued": 65, "no_strategy": 87, "duplicate": 49}, "shortages": [{"strategy": "Own language", "codes": ["lacks_tag", "off_shift"], "leads": 33}, {"strategy": "Call now", "codes": ["inactive", "off_shift"], "leads": 16}], "stopped": [], "warnings": ["strategy \"Customers\": 2 of 6 customers have no manager who is a user: leadctl imports show, then leadctl import users FILE or customers anew", "strategy \"Pacific\" finds nobody: there is no territory table \"Pacific\"; bring it in with leadctl import territories FILE --table Pacific", "strategy \"Nearest office\": office \"East\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Central\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"West\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Bay Area\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)"], "steps": [{"step": "expired", "count": 0, "items": []}, {"step": "recalled", "count": 0, "items": []}, {"step": "ready", "count": 0, "items": []}, {"step": "recycled", "count": 0, "items": []}, {"step": "reclaimed", "count": 0, "items": []}, {"step": "tags", "count": 0, "items": []}, {"step": "rescored", "count": 0, "items": []}, {"step": "offer_ends", "count": 0, "items": []}, {"step": "follow_up", "count": 0, "items": []}, {"step": "feedback", "count": 0, "items": []}]}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(7,'tick',1774882800,1774882800,1774882800,1,'tallyfield','{}','{"run": 7, "dry_run": false, "now": 1774882800, "config_version": 1, "seed": "tallyfield", "considered": 53, "distributed": 0, "offered": 0, "hops": 0, "held": 45, "queued": 8, "withheld_duplicates": 0, "given": [], "held_by_reason": {"nobody_eligible": 40, "queued": 8, "no_strategy": 3, "duplicate": 2}, "examples": {"nobody_eligible": 23, "queued": 65, "no_strategy": 87, "duplicate": 49}, "shortages": [{"strategy": "Own language", "codes": ["lacks_tag", "off_shift"], "leads": 33}, {"strategy": "Call now", "codes": ["inactive"], "leads": 16}], "stopped": [], "warnings": ["strategy \"Customers\": 2 of 6 customers have no manager who is a user: leadctl imports show, then leadctl import users FILE or customers anew", "strategy \"Pacific\" finds nobody: there is no territory table \"Pacific\"; bring it in with leadctl import territories FILE --table Pacific", "strategy \"Nearest office\": office \"East\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Central\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"West\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)", "strategy \"Nearest office\": office \"Bay Area\" gets no leads: its place is unknown; give the account latitude and longitude, or a city or postal code that leadctl geo find knows (leadctl geo load FILE brings more)"], "steps": [{"step": "expired", "count": 0, "items": []}, {"step": "recalled", "count": 0, "items": []}, {"step": "ready", "count": 0, "items": []}, {"step": "recycled", "count": 0, "items": []}, {"step": "reclaimed", "count": 0, "items": []}, {"step": "tags", "count": 0, "items": []}, {"step": "rescored", "count": 0, "items": []}, {"step": "offer_ends", "count": 0, "items": []}, {"step": "follow_up", "count": 0, "items": []}, {"step": "feedback", "count": 0, "items": []}]}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(8,'assign',1774969200,1774969200,1774969200,2,'leadctl','{}','{"run": 8, "dry_run": false, "now": 1774969200, "config_version": 2, "seed": "leadctl", "considered": 100, "distributed": 56, "offered": 42, "hops": 0, "held": 2, "queued": 0, "withheld_duplicates": 0, "given": [{"strategy": "Enterprise", "recipient": "ana", "level": "user", "leads": 0, "offered": 15}, {"strategy": "Enterprise", "recipient": "frank", "level": "user", "leads": 0, "offered": 15}, {"strategy": "To Summit Partners", "recipient": "Summit Partners", "level": "account", "leads": 0, "offered": 12}, {"strategy": "Boss", "recipient": "helen", "level": "user", "leads": 56, "offered": 0}], "held_by_reason": {"duplicate": 2}, "examples": {"duplicate": 49}, "shortages": [], "stopped": [], "warnings": []}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(9,'tick',1774970100,1774970100,1774970100,2,'leadctl','{}','{"run": 9, "dry_run": false, "now": 1774970100, "config_version": 2, "seed": "leadctl", "considered": 31, "distributed": 29, "offered": 0, "hops": 0, "held": 1, "queued": 0, "withheld_duplicates": 1, "given": [{"strategy": "Boss", "recipient": "helen", "level": "user", "leads": 29, "offered": 0}], "held_by_reason": {"duplicate": 1}, "examples": {"duplicate": 61}, "shortages": [], "stopped": [], "warnings": [], "steps": [{"step": "expired", "count": 28, "items": [{"lead_id": 65, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 98, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 100, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 103, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 107, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 115, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 134, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 145, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 1, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 4, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 7, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 9, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 11, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 12, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 15, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 17, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 18, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 19, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 20, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 21, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 24, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 29, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 31, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 38, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 39, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 42, "who": "frank", "text": "offer ran out", "at": 1774969800}, {"lead_id": 44, "who": "ana", "text": "offer ran out", "at": 1774969800}, {"lead_id": 45, "who": "frank", "text": "offer ran out", "at": 1774969800}]}, {"step": "recalled", "count": 0, "items": []}, {"step": "ready", "count": 0, "items": []}, {"step": "recycled", "count": 0, "items": []}, {"step": "reclaimed", "count": 0, "items": []}, {"step": "tags", "count": 0, "items": []}, {"step": "rescored", "count": 0, "items": []}, {"step": "offer_ends", "count": 0, "items": []}, {"step": "follow_up", "count": 0, "items": []}, {"step": "feedback", "count": 0, "items": []}]}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(10,'assign',1774970400,1774970400,1774970400,3,'leadctl','{}','{"run": 10, "dry_run": false, "now": 1774970400, "config_version": 3, "seed": "leadctl", "considered": 1, "distributed": 0, "offered": 0, "hops": 0, "held": 1, "queued": 0, "withheld_duplicates": 0, "given": [], "held_by_reason": {"duplicate": 1}, "examples": {"duplicate": 61}, "shortages": [], "stopped": [], "warnings": []}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(11,'pull',1774970400,1774970400,1774970400,3,'leadctl','{}','{"run": 11, "dry_run": false, "now": 1774970400, "user": "ana", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 0, "leads": [], "why": [{"strategy": "Referrals", "code": "cap_day", "until": 1775016000, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}, {"strategy": "Left lying", "code": "cap_day", "until": 1775016000, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}], "problem": null}',NULL,NULL,3);
INSERT INTO "run" VALUES(12,'pull',1774970400,1774970400,1774970400,3,'leadctl','{}','{"run": 12, "dry_run": false, "now": 1774970400, "user": "frank", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 0, "leads": [], "why": [{"strategy": "Referrals", "code": "cap_day", "until": 1775019600, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}, {"strategy": "Left lying", "code": "cap_day", "until": 1775019600, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}], "problem": null}',NULL,NULL,8);
INSERT INTO "run" VALUES(13,'pull',1774970400,1774970400,1774970400,3,'leadctl','{}','{"run": 13, "dry_run": false, "now": 1774970400, "user": "bob", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 0, "leads": [], "why": [{"strategy": "Call list", "code": null, "until": null, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}, {"strategy": "Referrals", "code": null, "until": null, "holds": null, "most": null, "refused": {}, "lawful_at": null, "cooling": 0, "next_at": null, "exhausted": 0}], "problem": null}',NULL,NULL,4);
INSERT INTO "run" VALUES(14,'assign',1775052120,1775052120,1775052120,3,'leadctl','{}','{"run": 14, "dry_run": false, "now": 1775052120, "config_version": 3, "seed": "leadctl", "considered": 51, "distributed": 3, "offered": 0, "hops": 0, "held": 27, "queued": 21, "withheld_duplicates": 0, "given": [{"strategy": "Partner desk", "recipient": "priya", "level": "user", "leads": 3, "offered": 0}], "held_by_reason": {"no_strategy": 26, "queued": 21, "duplicate": 1}, "examples": {"queued": 165, "no_strategy": 168, "duplicate": 61}, "shortages": [], "stopped": [], "warnings": []}',NULL,NULL,NULL);
INSERT INTO "run" VALUES(15,'pull',1775052120,1775052120,1775052120,3,'leadctl','{}','{"run": 15, "dry_run": false, "now": 1775052120, "user": "bob", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 1, "leads": [{"lead_id": 157, "name": "Marcus Mehta", "company": "Lakeside Landscaping Group", "phone": "+12155550104", "email": "marcus.mehta@lakeside-landscaping.example", "status": "New", "score": 15, "pull_count": 0, "added_at": 1772646056, "strategy": "Call list", "former_owner": null, "distribution_id": 219}], "why": [], "problem": null}',NULL,NULL,4);
INSERT INTO "run" VALUES(16,'pull',1775052120,1775052120,1775052120,3,'leadctl','{}','{"run": 16, "dry_run": false, "now": 1775052120, "user": "ana", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 1, "leads": [{"lead_id": 195, "name": "Marcus Lambert", "company": "Valley Heating Inc", "phone": "+17165550142", "email": "marcus.lambert@valley-heating.example", "status": "New", "score": 25, "pull_count": 0, "added_at": 1772724430, "strategy": "Referrals", "former_owner": null, "distribution_id": 220}], "why": [], "problem": null}',NULL,NULL,3);
INSERT INTO "run" VALUES(17,'pull',1775052120,1775052120,1775052120,3,'leadctl','{}','{"run": 17, "dry_run": false, "now": 1775052120, "user": "frank", "asked": 1, "strategy": null, "asked_lead": null, "distributed": 1, "leads": [{"lead_id": 194, "name": "Kiara Osborne", "company": "Union Cooling Services", "phone": "+16195550107", "email": "kiara.osborne@union-cooling.example", "status": "New", "score": 25, "pull_count": 0, "added_at": 1772723474, "strategy": "Referrals", "former_owner": null, "distribution_id": 221}], "why": [], "problem": null}',NULL,NULL,8);
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
INSERT INTO "shift" VALUES(1,1,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(2,1,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(3,1,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(4,1,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(5,1,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(6,2,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(7,2,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(8,2,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(9,2,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(10,2,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(11,3,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(12,3,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(13,3,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(14,3,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(15,3,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(16,4,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(17,4,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(18,4,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(19,4,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(20,4,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(21,5,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(22,5,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(23,5,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(24,5,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(25,5,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(26,6,0,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(27,6,1,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(28,6,2,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(29,6,3,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(30,6,4,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(31,7,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(32,7,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(33,7,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(34,7,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(35,7,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(36,8,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(37,8,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(38,8,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(39,8,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(40,8,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(41,9,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(42,9,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(43,9,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(44,9,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(45,9,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(46,10,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(47,10,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(48,10,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(49,10,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(50,10,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(51,11,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(52,11,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(53,11,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(54,11,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(55,11,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(56,12,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(57,12,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(58,12,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(59,12,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(60,12,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(61,13,0,480,1080,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(62,13,2,480,1080,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(63,13,3,480,1080,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(64,14,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(65,14,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(66,14,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(67,14,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(68,14,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(69,15,0,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(70,15,1,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(71,15,2,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(72,15,3,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(73,15,4,450,990,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(74,16,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(75,16,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(76,16,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(77,16,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(78,16,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(79,17,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(80,17,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(81,17,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(82,17,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(83,17,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(84,18,0,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(85,18,1,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(86,18,2,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(87,18,3,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(88,18,4,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(89,19,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(90,19,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(91,19,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(92,19,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(93,19,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(94,20,0,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(95,20,1,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(96,20,2,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(97,20,3,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(98,20,4,540,780,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(99,21,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(100,21,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(101,21,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(102,21,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(103,21,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(104,22,0,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(105,22,1,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(106,22,2,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(107,22,3,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(108,22,4,600,1140,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(109,23,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(110,23,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(111,23,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(112,23,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(113,23,4,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(114,24,0,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(115,24,1,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(116,24,2,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(117,24,3,540,1050,NULL,1774875600,NULL);
INSERT INTO "shift" VALUES(118,24,4,540,1050,NULL,1774875600,NULL);
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
INSERT INTO "status_version" VALUES(1,1,'new',10,NULL,0,1774875600);
INSERT INTO "status_version" VALUES(2,2,'waiting',10,NULL,0,NULL);
INSERT INTO "status_version" VALUES(3,3,'attempted',15,NULL,0,1774875600);
INSERT INTO "status_version" VALUES(4,4,'contacted',30,NULL,0,NULL);
INSERT INTO "status_version" VALUES(5,5,'closed',100,NULL,0,NULL);
INSERT INTO "status_version" VALUES(6,6,'dead',0,NULL,0,NULL);
INSERT INTO "status_version" VALUES(7,1,'new',5,NULL,1774875600,1774969200);
INSERT INTO "status_version" VALUES(8,7,'waiting',5,NULL,0,NULL);
INSERT INTO "status_version" VALUES(9,3,'attempted',10,172800,1774875600,1774969200);
INSERT INTO "status_version" VALUES(10,8,'contacted',25,NULL,0,1774970100);
INSERT INTO "status_version" VALUES(11,9,'contacted',40,NULL,0,NULL);
INSERT INTO "status_version" VALUES(12,10,'closed',100,NULL,0,NULL);
INSERT INTO "status_version" VALUES(13,11,'dead',0,NULL,0,NULL);
INSERT INTO "status_version" VALUES(14,12,'dead',0,NULL,0,NULL);
INSERT INTO "status_version" VALUES(15,1,'new',10,NULL,1774969200,1774970100);
INSERT INTO "status_version" VALUES(16,3,'attempted',15,NULL,1774969200,1774970100);
INSERT INTO "status_version" VALUES(17,1,'new',0,NULL,1774970100,NULL);
INSERT INTO "status_version" VALUES(18,3,'attempted',0,172800,1774970100,NULL);
INSERT INTO "status_version" VALUES(19,8,'contacted',0,NULL,1774970100,NULL);
CREATE TABLE strategy (                         -- a rule that distributes, by name; what it was when: strategy_enabled
  id   integer primary key,
  name text not null unique collate nocase      -- as in the rules file
) strict;
INSERT INTO "strategy" VALUES(1,'Call list');
INSERT INTO "strategy" VALUES(2,'Office queue');
INSERT INTO "strategy" VALUES(3,'Left lying');
INSERT INTO "strategy" VALUES(4,'Hot, for closers');
INSERT INTO "strategy" VALUES(5,'Demo wanted');
INSERT INTO "strategy" VALUES(6,'To Summit Partners');
INSERT INTO "strategy" VALUES(7,'Anybody quick');
INSERT INTO "strategy" VALUES(8,'Call now');
INSERT INTO "strategy" VALUES(9,'Customers');
INSERT INTO "strategy" VALUES(10,'Pacific');
INSERT INTO "strategy" VALUES(11,'Nearest office');
INSERT INTO "strategy" VALUES(12,'To Rheinland');
INSERT INTO "strategy" VALUES(13,'Rheinland people');
INSERT INTO "strategy" VALUES(14,'To Summit');
INSERT INTO "strategy" VALUES(15,'Scheduling desk');
INSERT INTO "strategy" VALUES(16,'High value');
INSERT INTO "strategy" VALUES(17,'Referrals to seniors');
INSERT INTO "strategy" VALUES(18,'Top converters');
INSERT INTO "strategy" VALUES(19,'Trade shows');
INSERT INTO "strategy" VALUES(20,'Ads by rate');
INSERT INTO "strategy" VALUES(21,'Ads in turn');
INSERT INTO "strategy" VALUES(22,'Own language');
INSERT INTO "strategy" VALUES(23,'Enterprise');
INSERT INTO "strategy" VALUES(24,'Boss');
INSERT INTO "strategy" VALUES(25,'Partner desk');
INSERT INTO "strategy" VALUES(26,'Referrals');
CREATE TABLE strategy_enabled (                 -- when a strategy stood in the applied config, and how
  id             integer primary key,
  strategy_id    integer not null references strategy(id),
  mode           text not null check (mode in ('push', 'pull')),  -- does the tool give, or the user take
  method         text not null,                 -- round_robin, weighted, direct …
  record_type_id integer references record_type(id),  -- null = every record type
  valid_from     integer not null,              -- inclusive
  valid_to       integer                        -- exclusive; null = still so
) strict;
INSERT INTO "strategy_enabled" VALUES(1,1,'pull','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(2,2,'pull','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(3,3,'pull','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(4,4,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(5,5,'push','round_robin',2,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(6,6,'push','direct',3,1774875600,1774970100);
INSERT INTO "strategy_enabled" VALUES(7,7,'push','round_robin',2,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(8,8,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(9,9,'push','account_owner',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(10,10,'push','direct',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(11,11,'push','nearest',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(12,12,'push','direct',3,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(13,13,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(14,14,'push','direct',3,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(15,15,'push','least_loaded',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(16,16,'push','weighted',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(17,17,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(18,18,'push','performance',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(19,19,'push','weighted',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(20,20,'push','performance',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(21,21,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(22,22,'push','round_robin',NULL,1774875600,1774969200);
INSERT INTO "strategy_enabled" VALUES(23,23,'push','round_robin',2,1774969200,1774970100);
INSERT INTO "strategy_enabled" VALUES(24,24,'push','direct',NULL,1774969200,1774970100);
INSERT INTO "strategy_enabled" VALUES(25,1,'pull','round_robin',NULL,1774970100,NULL);
INSERT INTO "strategy_enabled" VALUES(26,3,'pull','round_robin',NULL,1774970100,NULL);
INSERT INTO "strategy_enabled" VALUES(27,25,'push','direct',3,1774970100,NULL);
INSERT INTO "strategy_enabled" VALUES(28,26,'pull','round_robin',NULL,1774970100,NULL);
CREATE TABLE strategy_member (                  -- the dated roster: who could get leads from which strategy
  id          integer primary key,
  strategy_id integer not null references strategy(id),
  user_id     integer not null references user(id),
  weight      integer not null,                 -- millionths; 1_000_000 = weight 1
  team_id     integer references team(id),      -- the team through which the user is a member, if any
  valid_from  integer not null,                 -- inclusive
  valid_to    integer                           -- exclusive; null = still so
) strict;
INSERT INTO "strategy_member" VALUES(1,1,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(2,1,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(3,1,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(4,1,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(5,1,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(6,1,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(7,1,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(8,1,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(9,1,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(10,1,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(11,2,23,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(12,2,24,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(13,2,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(14,2,9,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(15,3,1,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(16,3,10,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(17,3,14,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(18,3,16,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(19,3,2,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(20,3,3,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(21,3,5,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(22,3,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(23,4,1,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(24,4,10,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(25,4,11,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(26,4,12,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(27,4,13,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(28,4,14,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(29,4,15,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(30,4,16,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(31,4,17,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(32,4,18,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(33,4,19,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(34,4,2,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(35,4,20,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(36,4,21,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(37,4,22,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(38,4,23,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(39,4,24,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(40,4,3,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(41,4,4,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(42,4,5,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(43,4,6,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(44,4,7,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(45,4,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(46,4,9,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(47,5,14,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(48,5,3,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(49,5,8,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(50,6,23,1000000,NULL,1774875600,1774970100);
INSERT INTO "strategy_member" VALUES(51,6,24,2000000,NULL,1774875600,1774970100);
INSERT INTO "strategy_member" VALUES(52,7,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(53,7,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(54,7,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(55,7,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(56,7,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(57,7,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(58,7,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(59,7,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(60,7,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(61,7,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(62,8,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(63,8,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(64,8,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(65,8,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(66,8,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(67,8,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(68,8,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(69,8,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(70,8,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(71,8,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(72,9,1,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(73,9,10,1500000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(74,9,14,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(75,9,16,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(76,9,2,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(77,9,3,2000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(78,9,5,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(79,9,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(80,11,10,1500000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(81,11,11,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(82,11,12,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(83,11,13,600000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(84,11,14,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(85,11,15,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(86,11,23,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(87,11,24,2000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(88,11,3,2000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(89,11,4,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(90,11,5,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(91,11,6,500000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(92,11,7,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(93,11,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(94,11,9,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(95,12,21,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(96,12,22,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(97,13,21,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(98,13,22,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(99,14,23,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(100,14,24,2000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(101,15,1,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(102,15,10,1500000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(103,15,14,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(104,15,16,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(105,15,2,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(106,15,3,2000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(107,15,5,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(108,15,8,1000000,NULL,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(109,16,14,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(110,16,3,2000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(111,16,8,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(112,17,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(113,17,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(114,17,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(115,17,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(116,17,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(117,17,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(118,17,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(119,17,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(120,17,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(121,17,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(122,18,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(123,18,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(124,18,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(125,18,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(126,18,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(127,18,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(128,18,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(129,18,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(130,18,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(131,18,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(132,19,4,2000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(133,19,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(134,19,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(135,19,7,2000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(136,19,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(137,20,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(138,20,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(139,20,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(140,20,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(141,20,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(142,20,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(143,20,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(144,20,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(145,20,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(146,20,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(147,21,10,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(148,21,11,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(149,21,12,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(150,21,13,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(151,21,15,1000000,3,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(152,21,4,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(153,21,5,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(154,21,6,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(155,21,7,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(156,21,9,1000000,2,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(157,22,14,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(158,22,16,1000000,4,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(159,22,17,1000000,4,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(160,22,18,1000000,4,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(161,22,19,1000000,4,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(162,22,20,1000000,4,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(163,22,3,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(164,22,8,1000000,1,1774875600,1774969200);
INSERT INTO "strategy_member" VALUES(165,23,3,1000000,NULL,1774969200,1774970100);
INSERT INTO "strategy_member" VALUES(166,23,8,1000000,NULL,1774969200,1774970100);
INSERT INTO "strategy_member" VALUES(167,24,1,1000000,NULL,1774969200,1774970100);
INSERT INTO "strategy_member" VALUES(168,1,10,1000000,3,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(169,1,11,1000000,3,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(170,1,12,1000000,3,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(171,1,13,1000000,3,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(172,1,15,1000000,3,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(173,1,4,1000000,2,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(174,1,5,1000000,2,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(175,1,6,1000000,2,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(176,1,7,1000000,2,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(177,1,9,1000000,2,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(178,3,1,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(179,3,10,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(180,3,14,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(181,3,16,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(182,3,2,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(183,3,3,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(184,3,5,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(185,3,8,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(186,25,2,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(187,26,23,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(188,26,24,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(189,26,3,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(190,26,4,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(191,26,5,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(192,26,6,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(193,26,7,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(194,26,8,1000000,NULL,1774970100,NULL);
INSERT INTO "strategy_member" VALUES(195,26,9,1000000,NULL,1774970100,NULL);
CREATE TABLE team (                             -- a named group of users with one owner
  id         integer primary key,
  name       text not null unique collate nocase,  -- unique
  owner_id   integer references user(id),       -- the group head
  owner_wanted text,                            -- as account.owner_wanted
  account_id integer references account(id),
  disabled_at integer,                          -- cache of team_disabled: null = enabled
  created_at integer not null                   -- when leadctl first knew it
) strict;
INSERT INTO "team" VALUES(1,'Enterprise',1,NULL,1,NULL,1774875600);
INSERT INTO "team" VALUES(2,'East desk',5,NULL,2,NULL,1774875600);
INSERT INTO "team" VALUES(3,'West desk',10,NULL,4,NULL,1774875600);
INSERT INTO "team" VALUES(4,'DACH',16,NULL,6,NULL,1774875600);
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
CREATE TABLE territory (                        -- one row of a territory table: the most specific that fits a lead wins
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
INSERT INTO "territory" VALUES(1,'territories',NULL,'US',NULL,'ca',NULL,NULL,NULL,NULL,NULL,3,NULL,5,2,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(2,'territories',NULL,'US',NULL,'ca',NULL,NULL,'900*',NULL,11,NULL,NULL,5,3,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(3,'territories',NULL,'US',NULL,'ca',NULL,NULL,'920*',NULL,11,NULL,NULL,5,3,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(4,'territories',NULL,'US',NULL,'ca',NULL,'oakland',NULL,NULL,NULL,NULL,5,5,4,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(5,'territories',NULL,'US',NULL,'ca',NULL,NULL,'94600','94699',15,NULL,NULL,5,5,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(6,'territories',NULL,'US',NULL,'wa',NULL,NULL,NULL,NULL,12,NULL,NULL,5,6,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(7,'territories',NULL,'US',NULL,'wa',NULL,'seattle','98101',NULL,13,NULL,NULL,5,7,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(8,'territories',NULL,'US',NULL,'wa',NULL,'seattle','98104',NULL,13,NULL,NULL,5,7,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(9,'territories',NULL,'US',NULL,'nv',NULL,NULL,NULL,NULL,13,NULL,NULL,5,8,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(10,'territories',NULL,'US',NULL,'or',NULL,NULL,NULL,NULL,11,NULL,NULL,5,9,1774875600,NULL,NULL);
INSERT INTO "territory" VALUES(11,'territories',NULL,'US',NULL,'or',NULL,NULL,NULL,NULL,12,NULL,NULL,5,10,1774875600,NULL,NULL);
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
CREATE TABLE unavailable (                      -- when a user paused or was busy: taken nothing, whatever his shift
  id          integer primary key,
  user_id     integer not null references user(id),
  kind        text not null check (kind in ('paused', 'busy')),  -- busy = on a call
  starts_at   integer not null,                 -- inclusive
  ends_at     integer,                          -- exclusive; null = until ended by hand
  reason      text,                             -- in words, as typed
  recorded_at integer not null,                 -- when leadctl learned of it
  recorded_by text                              -- login of the shell user
) strict;
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
  last_seen_at integer,                         -- last thing recorded by the user
  created_at  integer not null                  -- when leadctl first knew it
, auto_accept /* 1 = offers to him count as accepted at once */ integer not null default 0 check (auto_accept in (0, 1))) strict;
INSERT INTO "user" VALUES(1,'helen','Helen Marsh','helen@tallyfield.example',1,'America/New_York',1000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(2,'priya','Priya Raman','priya@tallyfield.example',1,'America/New_York',1000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(3,'ana','Ana Ortega','ana@tallyfield.example',2,'America/New_York',2000000,NULL,15,NULL,120,NULL,1775052120,1774875600,0);
INSERT INTO "user" VALUES(4,'bob','Bob Lindqvist','bob@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,1775052120,1774875600,0);
INSERT INTO "user" VALUES(5,'carla','Carla Rossi','carla@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(6,'dmitri','Dmitri Orlov','dmitri@tallyfield.example',2,'America/New_York',500000,NULL,40,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(7,'ellen','Ellen Boyd','ellen@tallyfield.example',2,'America/New_York',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(8,'frank','Frank Novak','frank@tallyfield.example',3,'America/Chicago',1000000,NULL,15,NULL,120,NULL,1775052120,1774875600,0);
INSERT INTO "user" VALUES(9,'gita','Gita Shah','gita@tallyfield.example',3,'America/Chicago',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(10,'ines','Inés Calderón','ines@tallyfield.example',4,'America/Los_Angeles',1500000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(11,'jack','Jack Tanaka','jack@tallyfield.example',4,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(12,'kofi','Kofi Mensah','kofi@tallyfield.example',4,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(13,'lena','Lena Park','lena@tallyfield.example',4,'America/Los_Angeles',600000,NULL,50,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(14,'mia','Mia Duarte','mia@tallyfield.example',5,'America/Los_Angeles',1000000,NULL,15,NULL,120,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(15,'noah','Noah Pruitt','noah@tallyfield.example',5,'America/Los_Angeles',1000000,NULL,80,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(16,'anke','Anke Schröder','anke@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(17,'bernd','Bernd Kühn','bernd@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(18,'claudia','Claudia Weiß','claudia@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(19,'dirk','Dirk Möller','dirk@tallyfield.example',6,'Europe/Berlin',1000000,NULL,150,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(20,'emre','Emre Yıldız','emre@tallyfield.example',6,'Europe/Berlin',500000,NULL,60,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(21,'fabian','Fabian Roth','fabian@tallyfield.example',7,'Europe/Berlin',1000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(22,'greta','Greta Sommer','greta@tallyfield.example',7,'Europe/Berlin',1000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(23,'sam','Sam Whitfield','sam@tallyfield.example',8,'America/Chicago',1000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
INSERT INTO "user" VALUES(24,'tess','Tess Okoro','tess@tallyfield.example',8,'America/Chicago',2000000,NULL,NULL,NULL,NULL,NULL,NULL,1774875600,0);
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
, rule /* the [[tag]] rule that granted it; null = by hand or file */ text) strict;
INSERT INTO "user_tag" VALUES(1,1,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(2,2,'partners',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(3,2,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(4,3,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(5,3,'spanish',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(6,5,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(7,8,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(8,10,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(9,10,'spanish',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(10,14,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(11,14,'spanish',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(12,16,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(13,16,'senior',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(14,17,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(15,18,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(16,19,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(17,20,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(18,20,'turkish',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(19,21,'german',1774875600,NULL,NULL);
INSERT INTO "user_tag" VALUES(20,22,'german',1774875600,NULL,NULL);
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
CREATE INDEX import_by_sha256 on import (sha256);
CREATE INDEX run_by_user on run (user_id, started_at) where user_id is not null;
CREATE INDEX distribution_for_reports on distribution (
  record_type_id, mode, strategy_id, user_id, distributed_at, again, lead_id, system_then, first_worked_at,
  contacted_at, first_status_change_at, closed_at, last_activity_at, actions, appointments, passed_on_at, account_id,
  team_id, level, origin, source_id, campaign_id, reached_at, offered, accepted_at, rejected_at, expired_at, ended_at,
  offer_round
) where undone_at is null and shared = 0;
CREATE INDEX distribution_pending on distribution (expires_at)
  where offered = 1 and accepted_at is null and ended_at is null and undone_at is null;
CREATE INDEX distribution_shared_open on distribution (lead_id)
  where shared = 1 and ended_at is null and undone_at is null;
CREATE INDEX lead_state_queue on lead_state (holder_account_id, pull_count, added_at desc, lead_id)
  where waiting = 1 and queue_ready = 1;
CREATE INDEX lead_state_cooling on lead_state (holder_account_id, next_pull_at) where queue_ready = 0;
CREATE INDEX distribution_pulled on distribution (strategy_id, id) where mode = 'pull';
CREATE INDEX distribution_pulled_open on distribution (user_id, first_worked_at, distributed_at)
  where mode = 'pull' and ended_at is null and undone_at is null;
CREATE INDEX released_by_lead on released (lead_id, id);
CREATE INDEX unavailable_by_user on unavailable (user_id, kind, starts_at);
CREATE INDEX place_by_import on place (import_id);
CREATE INDEX place_by_postal_code on place (country, postal_code) where postal_code is not null;
CREATE INDEX place_by_city on place (country, city, state) where city is not null;
CREATE INDEX customer_by_external_id on customer (external_id) where external_id is not null;
CREATE INDEX customer_key_by_customer on customer_key (customer_id);
CREATE INDEX company_key_by_lead on company_key (lead_id);
CREATE INDEX lead_by_mobile on lead (mobile) where mobile is not null;
CREATE INDEX territory_by_table on territory (table_name, valid_to);
CREATE INDEX override_by_lead on override (lead_id);
CREATE INDEX follow_up_due on follow_up (due_at) where removed_at is null;
CREATE UNIQUE INDEX notice_once on notice (kind, lead_id, due_at, coalesce(user_id, 0));
COMMIT;
PRAGMA user_version = 2;
PRAGMA application_id = 1818583396;
