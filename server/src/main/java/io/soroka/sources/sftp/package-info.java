/** Files on another server, reached over SFTP. */
@NullMarked
package io.soroka.sources.sftp;

import org.jspecify.annotations.NullMarked;
