-- Welk plan de persoon las, en welk plan er lag toen zijn zienswijze gewogen werd (art. 3:46 en 4:8 Awb, PG-10).
-- Van voornemens van voorheen is dat niet bekend; dan telt of het concept sindsdien geschreven is.
alter table pip_voornemen add column plan jsonb, add column gewogen_plan jsonb;
grant update (gewogen_plan) on pip_voornemen to meedoen_gemeente;
