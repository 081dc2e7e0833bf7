/** The typed SQL view of each list. */
@NullMarked
package dev.caramel.list.view;

import org.jspecify.annotations.NullMarked;
