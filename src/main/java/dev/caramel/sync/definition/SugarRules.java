package dev.caramel.sync.definition;

import dev.caramel.sugar.Sugar;
import dev.caramel.sugar.SugarException;
import dev.caramel.sugar.SugarField;
import dev.caramel.sugar.SugarModule;
import dev.caramel.sync.ListSync;
import dev.caramel.sync.ListSync.Column;
import dev.caramel.sync.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a definition against the Sugar that it speaks of: modules, fields, target lists, teams.
 */
public final class SugarRules {
  private static final Logger log = LoggerFactory.getLogger(SugarRules.class);
  private static final List<String> PEOPLE = List.of("Leads", "Contacts", "Prospects", "Accounts");

  private final Sugar sugar;
  private final BiPredicate<String, String> scores;

  /**
   * Rules of one installation.
   *
   * @param sugar answers the questions
   */
  public SugarRules(Sugar sugar) {
    this(sugar, (list, field) -> ScoreField.isScore(field));
  }

  /**
   * Rules of one installation, where people may have said which column is the score.
   *
   * @param sugar answers the questions
   * @param scores whether a field is the score of a list, by the list's id and the field's name
   */
  public SugarRules(Sugar sugar, BiPredicate<String, String> scores) {
    this.sugar = sugar;
    this.scores = scores;
  }

  /**
   * Judges one definition.
   *
   * @param file the file, whose definition is there
   * @param connection name of the connection that it works with
   */
  public Verdict judge(SyncFile file, String connection) {
    ListSync sync = file.definition();
    if (sync == null) {
      return new Verdict(file.mistakes(), Optional.empty(), List.of());
    }
    Mistakes mistakes = new Mistakes();
    Mistakes notes = new Mistakes();
    try {
      if (!sync.module().isEmpty()) { // a missing one is told by the file alone
        checkModule(sync, connection, file.lines(), mistakes, notes);
      }
      new SourceRules(sugar, connection, file.lines(), mistakes).check(sync);
    } catch (SugarException e) {
      return new Verdict(
          mistakes.all(),
          Optional.of(new Mistake(null, "Waits for Sugar to be asked: " + e.getMessage())),
          notes.all());
    }
    return new Verdict(mistakes.all(), Optional.empty(), notes.all());
  }

  /**
   * Judges the source alone, asked of Sugar anew: a target list or a team may have gone since the
   * definition was judged.
   *
   * @return what is wrong; empty if it is right, or if Sugar shows our user no teams at all
   */
  public List<Mistake> judgeSource(ListSync sync, String connection) {
    Mistakes mistakes = new Mistakes();
    try {
      new SourceRules(sugar, connection, new Lines(Map.of(), Map.of()), mistakes).check(sync);
    } catch (SugarException.NotAllowed e) {
      log.debug("{}: whether its source exists cannot be asked: {}", sync.id(), e.getMessage());
    }
    return mistakes.all();
  }

  private void checkModule(
      ListSync sync, String connection, Lines lines, Mistakes mistakes, Mistakes notes) {
    Optional<SugarModule> module = sugar.module(connection, sync.module());
    if (module.isEmpty()) {
      mistakes.add(lines.of("module"), noSuchModule(connection, sync.module()));
      return;
    }
    checkColumns(sync, module.get(), lines, mistakes, notes);
    checkConverted(sync, module.get(), lines, mistakes);
    new FilterRules(sugar, connection, module.get(), lines, mistakes).check(sync.filter());
  }

  private String noSuchModule(String connection, String name) {
    List<String> modules = sugar.modules(connection);
    String byLabel =
        PEOPLE.stream()
            .filter(modules::contains)
            .map(candidate -> sugar.module(connection, candidate))
            .flatMap(Optional::stream)
            .filter(module -> module.label().equalsIgnoreCase(name))
            .map(SugarModule::name)
            .findFirst()
            .orElse(null);
    return "Sugar has no module '%s', or its user may not see it.".formatted(name)
        + (byLabel == null
            ? Suggestion.sentence(name, modules)
            : " Its screens call '%s' so: did you mean that?".formatted(byLabel));
  }

  private static void checkConverted(
      ListSync sync, SugarModule module, Lines lines, Mistakes mistakes) {
    if (sync.excludeConverted() && module.field("converted").isEmpty()) {
      mistakes.add(
          lines.of("excludeConverted"),
          "Records of %s are never converted: leave 'excludeConverted' out."
              .formatted(module.name()));
    }
  }

  private void checkColumns(
      ListSync sync, SugarModule module, Lines lines, Mistakes mistakes, Mistakes notes) {
    for (Column column : sync.columns()) {
      if (column.field().isEmpty()) {
        continue; // told by the file alone
      }
      int line = lines.ofColumn(column.name());
      SugarField field = module.field(column.field()).orElse(null);
      boolean pushed = sync.push() != null && sync.push().update().contains(column.name());
      Optional<String> off =
          pushed && (field != null || sync.onlyPushed(column.name()))
              ? ScoreField.off(
                  column.name(), column.field(), module, scores.test(sync.id(), column.field()))
              : Optional.empty();
      if (off.isPresent()) {
        notes.add(line, off.get());
      } else if (field == null) {
        mistakes.add(line, noSuchField(module, column.field()));
      } else if (field.type().equals("link")) {
        mistakes.add(
            line,
            "'%s' of %s is a link to other records and has no value of its own: map a field."
                .formatted(field.name(), module.name()));
      } else if (pushed && !field.writable()) {
        notes.add(
            line,
            "Sugar does not let its user write '%s' of %s: what is pushed of '%s' will be rejected."
                .formatted(field.name(), module.name(), column.name()));
      }
    }
  }

  /** Says that a field is missing, and which was meant: by its name, or by its label. */
  static String noSuchField(SugarModule module, String name) {
    @Nullable SugarField meant = byLabel(module, name);
    List<String> names = new ArrayList<>(module.fields().keySet());
    return "Sugar's %s has no field '%s', or its user may not read it."
            .formatted(module.name(), name)
        + (meant == null
            ? Suggestion.nearest(name, names).map(n -> " Did you mean '" + n + "'?").orElse("")
            : " Did you mean '%s' (%s)?".formatted(meant.name(), meant.label()));
  }

  private static @Nullable SugarField byLabel(SugarModule module, String name) {
    String plain = name.replace('_', ' ');
    return module.allFields().stream()
        .filter(field -> !field.type().equals("link"))
        .filter(field -> field.label().equalsIgnoreCase(plain))
        .findFirst()
        .orElse(null);
  }
}
