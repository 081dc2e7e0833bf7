/** Marketing lists: their columns, members and views. */
@NullMarked
package dev.caramel.list;

import org.jspecify.annotations.NullMarked;
