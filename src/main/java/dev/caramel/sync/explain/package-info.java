/** Why somebody is in a list, or is not: in sentences. */
@NullMarked
package dev.caramel.sync.explain;

import org.jspecify.annotations.NullMarked;
