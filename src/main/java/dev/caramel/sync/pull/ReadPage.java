package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordPage;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read.
 *
 * @param range the range that it is of
 * @param page what Sugar answered
 * @param behind place of the walk behind it, kept in the page's own transaction; null behind the
 *     last page of its range
 */
record ReadPage(PageRange range, RecordPage page, @Nullable PageCursor behind) {}
