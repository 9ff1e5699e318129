package io.soroka.access;

import io.soroka.platform.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The departments of the company. */
@Component
public class Departments {
    private final JdbcClient sql;
    private final Audit audit;

    Departments(JdbcClient sql, Audit audit) {
        this.sql = sql;
        this.audit = audit;
    }

    /**
     * Adds a department.
     *
     * @throws ProblemException 409 if there is one of this name, 400 if the name is no name
     */
    @Transactional
    public Department create(String name) {
        String given = Names.name(name);
        try {
            long id =
                    sql.sql("insert into department (name) values (:name) returning id")
                            .param("name", given)
                            .query(Long.class)
                            .single();
            audit.record("department.created", "department:" + id, Map.of("name", given));
            return new Department(id, given);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "department-taken", given);
        }
    }

    /** The department with this id. */
    public Optional<Department> find(long id) {
        return sql.sql("select id, name from department where id = :id")
                .param("id", id)
                .query(Departments::department)
                .optional();
    }

    /** All departments by name. */
    public List<Department> all() {
        return sql.sql("select id, name from department order by name, id")
                .query(Departments::department)
                .list();
    }

    private static Department department(ResultSet row, int number) throws SQLException {
        return new Department(row.getLong("id"), row.getString("name"));
    }
}
