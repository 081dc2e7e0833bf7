package dev.caramel.sync.files;

import dev.caramel.account.Account;
import dev.caramel.account.Accounts;
import dev.caramel.account.StandardFields;
import dev.caramel.api.NotNow;
import dev.caramel.api.Refusal;
import dev.caramel.api.WrongRequest;
import dev.caramel.sugar.FieldOffer;
import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarOffers;
import dev.caramel.sync.Mistake;
import dev.caramel.sync.definition.Suggestion;
import dev.caramel.sync.definition.Verdict;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Imports lists: writes the sync file that a colleague would have written. */
@Component
public class ImportCalls {
  private static final Logger log = LoggerFactory.getLogger(ImportCalls.class);
  private final Accounts accounts;
  private final Sugar sugar;
  private final SugarOffers offers;
  private final StandardFields standardFields;
  private final FileJudge judge;
  private final SugarJudge sugarJudge;
  private final SyncRegistry registry;
  private final RoutesSettings settings;
  private final JdbcClient database;

  ImportCalls(
      Accounts accounts,
      Sugar sugar,
      SugarOffers offers,
      StandardFields standardFields,
      FileJudge judge,
      SugarJudge sugarJudge,
      SyncRegistry registry,
      RoutesSettings settings,
      JdbcClient database) {
    this.accounts = accounts;
    this.sugar = sugar;
    this.offers = offers;
    this.standardFields = standardFields;
    this.judge = judge;
    this.sugarJudge = sugarJudge;
    this.registry = registry;
    this.settings = settings;
    this.database = database;
  }

  /**
   * Writes the file of a new list; it is loaded and makes its first run like any other file.
   *
   * @throws WrongRequest if the file would be refused, with all reasons
   * @throws NotNow if there is a list of that name, Sugar can't be asked, or the folder can't be
   *     written
   * @throws dev.caramel.sugar.SugarException if Sugar does not answer
   */
  public Imported write(@Variable("body") ImportOrder order) {
    Account account =
        accounts
            .find(order.account() == null ? "default" : order.account())
            .orElseThrow(
                () ->
                    WrongRequest.of("account", "There is no account \"" + order.account() + "\"."));
    String id = ImportedFile.id(order.name());
    if (id.isEmpty() || order.name().chars().anyMatch(Character::isISOControl)) {
      throw WrongRequest.of(
          "name", "\"name\" needs letters or digits: the list's id is made of it.");
    }
    requireFree(id);
    String connection =
        account.connection() == null ? sugar.defaultConnection() : account.connection();
    Map<String, String> columns = columns(order, account, connection);
    String path = "syncs/" + id + ".camel.yaml";
    String text = ImportedFile.text(id, account.id(), order, columns);
    requireGood(judge.read(new RouteText(path, path, text)), connection);
    store(settings.directory().resolve(path), id, text);
    log.info("{} was written by an import", path);
    return new Imported(id, path);
  }

  private Map<String, String> columns(ImportOrder order, Account account, String connection) {
    if (order.columns() != null && !order.columns().isEmpty()) {
      order
          .columns()
          .forEach(
              (column, field) -> {
                if (column.isBlank() || field == null || field.isBlank()) {
                  throw WrongRequest.of("columns", "\"columns\" is to be field by column name.");
                }
              });
      return order.columns();
    }
    List<FieldOffer> fields =
        offers
            .fields(connection, order.module())
            .orElseThrow(
                () ->
                    WrongRequest.of(
                        "module",
                        "Sugar has no module '%s', or its user may not see it."
                                .formatted(order.module())
                            + Suggestion.sentence(order.module(), sugar.modules(connection))));
    return standardFields.columns(
        account.id(), fields.stream().filter(FieldOffer::recommended).toList());
  }

  private void requireFree(String id) {
    boolean listed =
        database
            .sql("select exists (select 1 from list where id = ?)")
            .param(id)
            .query(Boolean.class)
            .single();
    if (listed || registry.find(id).isPresent()) {
      throw exists(id);
    }
  }

  private static NotNow exists(String id) {
    return new NotNow("There is a list \"" + id + "\" already: give this one another name.");
  }

  private void requireGood(FileJudge.Read read, String connection) {
    if (read.sync() == null) {
      throw new IllegalStateException("A file of an import is that of a sync");
    }
    List<Mistake> mistakes = new ArrayList<>(read.sync().mistakes());
    if (mistakes.isEmpty()) {
      Verdict verdict = sugarJudge.judgeNow(read.sync(), connection);
      mistakes.addAll(verdict.mistakes());
      verdict
          .waitsFor()
          .ifPresent(
              reason -> {
                throw new NotNow("Nothing was written. " + reason.message());
              });
    }
    if (!mistakes.isEmpty()) {
      throw new WrongRequest(
          mistakes.stream()
              .map(mistake -> new Refusal.Mistake("definition", mistake.message()))
              .toList());
    }
  }

  private static void store(Path file, String id, String text) {
    Path draft = file.resolveSibling("." + id + ".import");
    try {
      Files.createDirectories(file.getParent());
      try {
        Files.writeString(draft, text);
        Files.move(draft, file);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (FileAlreadyExistsException taken) {
      throw exists(id);
    } catch (IOException failure) {
      log.warn("The import could not write {}: {}", file, failure.toString());
      throw new NotNow(
          "The routes directory can't be written, so nothing was. Let Caramel write to its folder"
              + " syncs, or add the file by hand.");
    }
  }

  /**
   * What was written.
   *
   * @param sync id of the sync and of its list
   * @param file path below the routes directory
   */
  public record Imported(String sync, String file) {}
}
