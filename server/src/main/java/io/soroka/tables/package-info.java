/** Tables in files: CSV in the encodings and habits of offices, and Excel workbooks, row by row. */
@NullMarked
@org.springframework.modulith.ApplicationModule(allowedDependencies = {"platform"})
package io.soroka.tables;

import org.jspecify.annotations.NullMarked;
