-- Een brede intake die niet af is en een huishouden kunnen worden weggelegd: de rij blijft staan en wijzigt niet meer, en
-- een nieuwe begint. De sleutel is daarom niet meer het dossier; wie er al was houdt dat als id, want samenvoegingen
-- onthielden haar zo.
do $$
declare t text;
begin
  foreach t in array array['brede_intake', 'begeleiding'] loop
    execute format('alter table %1$I add column id uuid, add column weggelegd_op timestamptz;
      alter table %1$I no force row level security;
      update %1$I set id = dossier_id;
      alter table %1$I force row level security;
      alter table %1$I alter column id set not null, drop constraint %4$I, add primary key (gemeente_id, id);
      create unique index %2$I on %1$I (gemeente_id, dossier_id) where weggelegd_op is null;
      create index %3$I on %1$I (gemeente_id, dossier_id);', t, t || '_een', t || '_dossier', t || '_pkey');
  end loop;
end $$;
alter table brede_intake add check (weggelegd_op is null or afgerond_op is null);
alter policy gemeente_begint on brede_intake
  with check (gemeente_id = meedoen.gemeente_nu() and gewijzigd_door is null and afgerond_door is null
              and weggelegd_op is null);
alter policy gemeente_wijzigt on brede_intake using (gemeente_id = meedoen.gemeente_nu() and weggelegd_op is null);
alter policy gemeente_begint on begeleiding
  with check (gemeente_id = meedoen.gemeente_nu() and vastgelegd_door = meedoen.medewerker_nu()
              and weggelegd_op is null);
alter policy gemeente_wijzigt on begeleiding using (gemeente_id = meedoen.gemeente_nu() and weggelegd_op is null);
