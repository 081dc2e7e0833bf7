package dev.caramel.sync.report;

import dev.caramel.sync.ListSync;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a sync in the words of its file, defaults filled in.
 *
 * @param module Sugar's module
 * @param connection name of the connection, or null for the account's or the default one
 * @param filter condition of the source in Sugar's filter language, as text, or null
 * @param targetList name or id of the target list that is the source, or null
 * @param team name of the team whose records are the source, or null
 * @param columns Sugar field by column name, in the order of the file
 * @param pull rules of the pull, or null
 * @param push rules of the push, or null
 * @param conflict who wins, by column name
 * @param transform endpoint that each record passes through, or null
 * @param pushBlanks whether a push may empty a field
 * @param excludeConverted whether converted leads leave the source
 * @param sweep how often the ids of the whole source are compared
 * @param fullPull how often everything is read
 * @param removalLimit largest share of members, in percent, that a pull removes unasked
 */
record DefinitionView(
    String module,
    @Nullable String connection,
    @Nullable String filter,
    @Nullable String targetList,
    @Nullable String team,
    Map<String, String> columns,
    @Nullable Pull pull,
    @Nullable Push push,
    Map<String, String> conflict,
    @Nullable String transform,
    boolean pushBlanks,
    boolean excludeConverted,
    String sweep,
    String fullPull,
    int removalLimit) {
  /** Rules of the pull, with the names of the columns that take Sugar's value. */
  record Pull(boolean add, boolean remove, List<String> update) {}

  /** Rules of the push, with the names of the columns that are written to Sugar. */
  record Push(boolean add, List<String> update, @Nullable String segment) {}

  static DefinitionView of(ListSync sync) {
    Map<String, String> columns = new LinkedHashMap<>();
    sync.columns().forEach(column -> columns.put(column.name(), column.field()));
    Map<String, String> conflict = new LinkedHashMap<>();
    sync.conflicts().forEach((column, winner) -> conflict.put(column, word(winner)));
    return new DefinitionView(
        sync.module(),
        sync.connection(),
        sync.filter(),
        sync.targetList(),
        sync.team(),
        columns,
        pull(sync.pull()),
        push(sync.push()),
        conflict,
        sync.transform(),
        sync.pushBlanks(),
        sync.excludeConverted(),
        word(sync.sweep()),
        word(sync.fullPull()),
        sync.removalLimit());
  }

  private static @Nullable Pull pull(ListSync.@Nullable PullRules rules) {
    return rules == null
        ? null
        : new Pull(rules.add(), rules.remove(), new ArrayList<>(rules.update()));
  }

  private static @Nullable Push push(ListSync.@Nullable PushRules rules) {
    return rules == null
        ? null
        : new Push(rules.add(), new ArrayList<>(rules.update()), rules.segment());
  }

  /** A constant as files and answers write it: {@code EACH_RUN} is {@code each-run}. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
