package dev.caramel.sync;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The definition of one sync, as its file tells it: the bean of type {@code
 * dev.caramel.sync.ListSync} in {@code routes/syncs/<id>.camel.yaml}.
 *
 * @param id file stem, bean name, route id, sync id and list id in one
 * @param list name of the list, for people
 * @param account id of the account that the list belongs to
 * @param connection name of the Sugar connection, or null for the account's or the default one
 * @param module Sugar's module: {@code Leads}, {@code Contacts}, {@code Prospects}, or another
 * @param filter condition of the source in Sugar's filter language (a JSON array), or null
 * @param targetList name or id of the target list that is the source, or null
 * @param team exact name of the team whose records are the source, or null
 * @param columns columns in the order of the file
 * @param pull rules of the pull, or null for a list that is only pushed
 * @param push rules of the push, or null for a list that is only pulled
 * @param conflicts who wins, by column name, for columns that both directions update
 * @param transform endpoint of the route that each record passes through, or null
 * @param pushBlanks whether a push may empty a field
 * @param excludeConverted whether converted leads leave the source
 * @param sweep how often the ids of the whole source are compared
 * @param fullPull how often everything is read
 * @param removalLimit largest share of members, in percent, that a pull removes unasked
 */
public record ListSync(
    String id,
    String list,
    String account,
    @Nullable String connection,
    String module,
    @Nullable String filter,
    @Nullable String targetList,
    @Nullable String team,
    List<Column> columns,
    @Nullable PullRules pull,
    @Nullable PushRules push,
    Map<String, Conflict> conflicts,
    @Nullable String transform,
    boolean pushBlanks,
    boolean excludeConverted,
    Sweep sweep,
    FullPull fullPull,
    int removalLimit) {

  /** A named value of the list and the Sugar field that it is mapped to. */
  public record Column(String name, String field) {}

  private static final String DIRECT = "direct:";

  /**
   * Rules of the pull.
   *
   * @param add whether new records become members
   * @param remove whether members that left the source leave the list
   * @param update names of the columns that take Sugar's value
   */
  public record PullRules(boolean add, boolean remove, Set<String> update) {}

  /**
   * Rules of the push.
   *
   * @param add whether members without a record are linked or created
   * @param update names of the columns that are written to Sugar
   * @param segment name of the segment that the push is limited to, or null
   */
  public record PushRules(boolean add, Set<String> update, @Nullable String segment) {}

  /** Who wins where both directions update a column and both sides changed it. */
  public enum Conflict {
    SUGAR,
    LIST,
    NEWEST
  }

  /** How often the sweep compares the ids of the whole source. */
  public enum Sweep {
    EACH_RUN,
    DAILY,
    NEVER
  }

  /** How often a pull reads everything. */
  public enum FullPull {
    DAILY,
    WEEKLY,
    NEVER
  }

  /** The same with records of that team alone. */
  public ListSync withTeam(String onlyTeam) {
    return new ListSync(
        id,
        list,
        account,
        connection,
        module,
        filter,
        targetList,
        onlyTeam,
        columns,
        pull,
        push,
        conflicts,
        transform,
        pushBlanks,
        excludeConverted,
        sweep,
        fullPull,
        removalLimit);
  }

  /** Name of the route that each record passes, without {@code direct:}; empty for none. */
  public Optional<String> transformRoute() {
    return Optional.ofNullable(transform)
        .filter(route -> route.startsWith(DIRECT))
        .map(route -> route.substring(DIRECT.length()));
  }

  /** The column of that name. */
  public Optional<Column> column(String name) {
    return columns.stream().filter(column -> column.name().equals(name)).findFirst();
  }

  /** The column that is mapped to that field. */
  public Optional<Column> columnOf(String field) {
    return columns.stream().filter(column -> column.field().equals(field)).findFirst();
  }

  /** Whether only the pull updates that column, so that its values belong to Sugar. */
  public boolean onlyPulled(String column) {
    return pull != null
        && pull.update().contains(column)
        && (push == null || !push.update().contains(column));
  }

  /**
   * Whether only the push needs that column: Sugar may lack its field, which switches that push off
   * but never the pull.
   */
  public boolean onlyPushed(String column) {
    return push != null
        && push.update().contains(column)
        && (pull == null || !pull.update().contains(column));
  }
}
