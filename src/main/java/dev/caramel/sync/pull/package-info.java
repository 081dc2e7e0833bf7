/** The pull: what a list takes from Sugar, and what leaves it. */
@NullMarked
package dev.caramel.sync.pull;

import org.jspecify.annotations.NullMarked;
