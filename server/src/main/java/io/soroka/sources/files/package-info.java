/** Files as sources: CSV and Excel workbooks in a folder, on this server or on another. */
@NullMarked
package io.soroka.sources.files;

import org.jspecify.annotations.NullMarked;
