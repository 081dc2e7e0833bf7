package dev.caramel.sync.pull;

import dev.caramel.sugar.value.RecordPage;
import dev.caramel.sugar.value.SourceRecord;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A page that was read and waits to be written.
 *
 * @param range the range that it is of
 * @param page what Sugar answered
 * @param behind place of the walk behind it, kept in the page's own transaction; null behind the
 *     last page of its range
 * @param additions what makes a record a new member, made ahead for those that are likely to be one
 */
record ReadPage(
    PageRange range,
    RecordPage page,
    @Nullable PageCursor behind,
    Map<SourceRecord, Change> additions) {}
