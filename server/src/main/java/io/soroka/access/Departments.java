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

/**
 * The departments of the company, and where each practises: a twin department with clients and
 * campaigns of its own, which stands in no list.
 */
@Component
public class Departments {
    private static final String TWIN = "Учебный: ";

    private final JdbcClient sql;
    private final Audit audit;

    Departments(JdbcClient sql, Audit audit) {
        this.sql = sql;
        this.audit = audit;
    }

    /**
     * A department with the number of its active people.
     *
     * @param users how many may log in
     */
    public record Staffed(Department department, long users) {}

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
            throw new ProblemException(409, "department-taken", given).at("/name");
        }
    }

    /**
     * Gives a department another name.
     *
     * @throws ProblemException 404 if there is no such department, otherwise as {@link #create}
     */
    @Transactional
    public Department rename(long id, String name) {
        String given = Names.name(name);
        try {
            String before =
                    sql.sql(
                                    """
                                    update department set name = :name
                                     where id = :id and practice_of is null
                                    returning old.name
                                    """)
                            .param("name", given)
                            .param("id", id)
                            .query(String.class)
                            .optional()
                            .orElseThrow(() -> new ProblemException(404, "not-found"));
            sql.sql("update department set name = :name where practice_of = :id")
                    .param("name", TWIN + given)
                    .param("id", id)
                    .update();
            audit.record(
                    "department.renamed",
                    "department:" + id,
                    Audit.change(Map.of("name", before), Map.of("name", given)));
            return new Department(id, given);
        } catch (DuplicateKeyException e) {
            throw new ProblemException(409, "department-taken", given).at("/name");
        }
    }

    /** The department with this id, one for practice too. */
    public Optional<Department> find(long id) {
        return sql.sql("select id, name from department where id = :id")
                .param("id", id)
                .query(Departments::department)
                .optional();
    }

    /** All departments by name, but none for practice. */
    public List<Department> all() {
        return sql.sql(
                        """
                        select id, name from department where practice_of is null order by name, id
                        """)
                .query(Departments::department)
                .list();
    }

    /** The same with their people counted. */
    public List<Staffed> staffed() {
        return sql.sql(
                        """
                        select d.id, d.name, count(u.id) as users
                          from department d
                          left join app_user u on u.department_id = d.id and u.active
                         where d.practice_of is null
                         group by d.id
                         order by d.name, d.id
                        """)
                .query((row, number) -> new Staffed(department(row, number), row.getLong("users")))
                .list();
    }

    /** Whether people may belong to this department: it exists and is not for practice. */
    boolean isOrdinary(long id) {
        return sql.sql(
                        """
                        select exists (select from department where id = :id and practice_of is null)
                        """)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    /**
     * The department in which the people of this one practise; made when it is first asked for. The
     * twin of a twin is itself.
     *
     * @return its id
     */
    @Transactional
    public long practiceTwin(long departmentId) {
        sql.sql(
                        """
                        insert into department (name, practice_of)
                        select :prefix || name, id from department
                         where id = :id and practice_of is null
                        on conflict (practice_of) do nothing
                        """)
                .param("prefix", TWIN)
                .param("id", departmentId)
                .update();
        return sql.sql(
                        """
                        select id from department
                         where practice_of = :id or (id = :id and practice_of is not null)
                        """)
                .param("id", departmentId)
                .query(Long.class)
                .single();
    }

    private static Department department(ResultSet row, int number) throws SQLException {
        return new Department(row.getLong("id"), row.getString("name"));
    }
}
