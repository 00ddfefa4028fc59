package io.rookery.shard.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.SmartDataSource;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;
import org.springframework.util.ConcurrentLruCache;

/**
 * Gives one connection to Spring's {@link JdbcClient}. The client never closes it, and cannot use
 * it after its transaction has ended. It is cheap, because one is created for each transaction: it
 * uses no proxy, does not read the database's metadata, and parses SQL with named parameters only
 * once for all instances.
 */
final class BorrowedConnection extends AbstractDataSource implements SmartDataSource {

    private static final SQLExceptionTranslator TRANSLATOR = new SQLStateSQLExceptionTranslator();
    private static final ConcurrentLruCache<String, ParsedSql> PARSED =
            new ConcurrentLruCache<>(1024, NamedParameterUtils::parseSqlStatement);

    private @Nullable Connection connection;

    BorrowedConnection(Connection connection) {
        this.connection = connection;
    }

    JdbcClient client() {
        JdbcTemplate template = new JdbcTemplate();
        template.setDataSource(this);
        template.setExceptionTranslator(TRANSLATOR);
        return JdbcClient.create(new ParsedOnce(template));
    }

    void end() {
        connection = null;
    }

    /** The exception that Spring's client would have thrown. */
    static DataAccessException translated(String task, SQLException failure) {
        DataAccessException translated = TRANSLATOR.translate(task, null, failure);
        return translated != null ? translated : new UncategorizedSQLException(task, null, failure);
    }

    @Override
    public Connection getConnection() {
        if (connection == null) {
            throw new IllegalStateException("The transaction of this client has ended");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String username, String password) {
        return getConnection();
    }

    @Override
    public boolean shouldClose(Connection borrowed) {
        return false;
    }

    private static final class ParsedOnce extends NamedParameterJdbcTemplate {

        ParsedOnce(JdbcTemplate template) {
            super(template);
        }

        @Override
        protected ParsedSql getParsedSql(String sql) {
            return PARSED.get(sql);
        }
    }
}
