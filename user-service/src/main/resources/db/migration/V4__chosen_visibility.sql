-- Whether default_visibility was chosen. Else a locked account posts for its followers, and another one for everybody.
alter table account add column visibility_chosen boolean not null default false;
