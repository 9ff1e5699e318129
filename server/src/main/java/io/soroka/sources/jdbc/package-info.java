/** Databases as sources: PostgreSQL, MariaDB and MySQL, and whatever else has a JDBC driver. */
@NullMarked
package io.soroka.sources.jdbc;

import org.jspecify.annotations.NullMarked;
