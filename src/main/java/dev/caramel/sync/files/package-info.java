/**
 * The route files: the shipped ones and those of the routes directory, loaded file by file,
 * watched, and swapped while the program runs.
 */
@NullMarked
package dev.caramel.sync.files;

import org.jspecify.annotations.NullMarked;
