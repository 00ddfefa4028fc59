# Sourced or run by the image once, when it has made the database.
echo "host replication $POSTGRES_USER all scram-sha-256" >>"$PGDATA/pg_hba.conf"
for role in storage:placement users:users feed:feed; do
    name=rookery_${role%:*}
    psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<SQL
create role $name login password '$POSTGRES_PASSWORD';
grant create on database $POSTGRES_DB to $name;
alter role $name in database $POSTGRES_DB set search_path = ${role#*:}, public;
SQL
done
