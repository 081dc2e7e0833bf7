package dev.caramel.sandbox.store;

import dev.caramel.sandbox.catalog.Catalog;
import dev.caramel.sandbox.catalog.SugarField;
import dev.caramel.sandbox.data.Address;
import dev.caramel.sandbox.data.DataSet;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The database of the sandbox. Whoever reads or writes does so inside {@link #reading} or {@link
 * #writing}, as one transaction each.
 */
public final class Store {

  /** The module of the address rows (reference 8.5a). */
  public static final String ADDRESSES = "EmailAddresses";

  private final Clock clock;
  private final Map<String, Table> tables = new HashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final Addresses addresses;
  private final Ties ties;
  private volatile Catalog catalog;

  /**
   * Makes the database.
   *
   * @param base the rows to begin with
   * @param catalog the fields of each module
   * @param clock Sugar's clock
   */
  public Store(DataSet base, Catalog catalog, Clock clock) {
    this.catalog = catalog;
    this.clock = clock;
    catalog.modules().forEach(module -> tables.put(module, new Table(base, module)));
    this.addresses = new Addresses(this, base);
    this.ties = new Ties(this, base);
  }

  /**
   * Reads under the shared lock.
   *
   * @param work what to do
   * @param <T> what comes out
   * @return what comes out
   */
  public <T> T reading(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /**
   * Writes under the exclusive lock.
   *
   * @param work what to do
   * @param <T> what comes out
   * @return what comes out
   */
  public <T> T writing(Supplier<T> work) {
    lock.writeLock().lock();
    try {
      return work.get();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /**
   * The fields as they are now.
   *
   * @return the catalogue
   */
  public Catalog catalog() {
    return catalog;
  }

  /**
   * Installs a field, or replaces one.
   *
   * @param module the module
   * @param field the field
   */
  public void install(String module, SugarField field) {
    catalog = catalog.withField(module, field);
  }

  /**
   * Removes a field; its values stay in the database, unseen.
   *
   * @param module the module
   * @param field the field's name
   */
  public void remove(String module, String field) {
    catalog = catalog.withoutField(module, field);
  }

  /**
   * The rows of a module.
   *
   * @param module its plural key
   * @return the table
   * @throws IllegalArgumentException if there is no such module
   */
  public Table table(String module) {
    Table table = tables.get(module);
    if (table == null) {
      throw new IllegalArgumentException("No module " + module);
    }
    return table;
  }

  /**
   * Whether there is such a module.
   *
   * @param module its plural key
   * @return true if it has a table
   */
  public boolean has(String module) {
    return tables.containsKey(module);
  }

  /**
   * The e-mail addresses.
   *
   * @return the address rows and who has them
   */
  public Addresses addresses() {
    return addresses;
  }

  /**
   * The relationships between records.
   *
   * @return target lists and all other links
   */
  public Ties ties() {
    return ties;
  }

  /**
   * Sugar's time.
   *
   * @return now, in whole seconds as the database keeps it
   */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /**
   * Sugar's clock.
   *
   * @return the clock
   */
  public Clock clock() {
    return clock;
  }

  /**
   * Finds a record that is not deleted.
   *
   * @param module the module
   * @param id the id
   * @return the record, or null
   */
  public @Nullable Row live(String module, String id) {
    Row row = has(module) ? table(module).find(id) : null;
    return row == null || row.deleted() ? null : row;
  }

  /**
   * Creates a record.
   *
   * @param module the module
   * @param id its id, which must be free
   * @param values canonical values by field
   * @param at its {@code date_modified}
   */
  public void create(
      String module, String id, Map<String, ? extends @Nullable Object> values, Instant at) {
    table(module).put(null, id, Change.none(at).with(values));
  }

  /**
   * Changes a record.
   *
   * @param row the record as it is
   * @param values canonical values of the fields that change
   * @param at its new {@code date_modified}
   */
  public void update(Row row, Map<String, ? extends @Nullable Object> values, Instant at) {
    put(row, row.change().with(values).at(at));
  }

  /**
   * Deletes a record softly, or brings it back.
   *
   * @param row the record
   * @param deleted whether it is deleted from now on
   * @param at its new {@code date_modified}
   */
  public void delete(Row row, boolean deleted, Instant at) {
    put(row, row.change().withDeleted(deleted).at(at));
  }

  /**
   * Gives a record other addresses.
   *
   * @param row the record
   * @param others its addresses from now on
   */
  public void setAddresses(Row row, List<Address> others) {
    addresses.moved(row, others);
    put(row, row.change().withAddresses(others));
  }

  /**
   * Gives a record other teams.
   *
   * @param row the record
   * @param teams team ids, the primary one first
   */
  public void setTeams(Row row, List<String> teams) {
    put(row, row.change().withTeams(teams));
  }

  /**
   * Removes all tombstones for good, as the scheduled job does (reference 4.8).
   *
   * @return how many there were
   */
  public int prune() {
    int pruned = 0;
    for (Table table : tables.values()) {
      for (Row row : List.copyOf(table.touched())) {
        if (row.deleted()) {
          table.put(row, row.id(), row.change().pruned());
          pruned++;
        }
      }
    }
    return pruned;
  }

  private void put(Row row, Change change) {
    table(row.module()).put(row, row.id(), change);
  }
}
