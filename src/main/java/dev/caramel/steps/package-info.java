/** Ready-made steps that an engineer's own routes may call, each by its bean's name. */
@NullMarked
package dev.caramel.steps;

import org.jspecify.annotations.NullMarked;
