/**
 * Reads route files and the definitions of syncs, and says what is wrong in them: callable without
 * Spring, Camel or a database.
 */
@NullMarked
package dev.caramel.sync.definition;

import org.jspecify.annotations.NullMarked;
