package dev.caramel.sync.definition;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * Takes the definition out of the text that Camel reads, because Camel's binder sorts the columns
 * and mangles their names. All line ends stay, so that Camel's own messages name the right lines.
 */
final class BeanBlanking {
  private BeanBlanking() {}

  /**
   * Blanks one bean.
   *
   * @param text text of the file
   * @param beans the entry {@code beans: [...]}
   * @param bean the bean to take out, one of the entry's items
   */
  static String withoutBean(String text, NodeTuple beans, Node bean) {
    int[] codePoints = text.codePoints().toArray();
    if (YamlTree.items(beans.getValueNode()).size() == 1) {
      int begin = behindColon(codePoints, end(beans.getKeyNode()));
      String empty = " []";
      return text(codePoints, 0, begin)
          + empty
          + blanks(codePoints, begin, end(beans.getValueNode()))
          + text(codePoints, end(beans.getValueNode()), codePoints.length);
    }
    int begin = begin(bean);
    while (begin > 0 && codePoints[begin] != '-') {
      begin--;
    }
    return text(codePoints, 0, begin)
        + blanks(codePoints, begin, end(bean))
        + text(codePoints, end(bean), codePoints.length);
  }

  private static int behindColon(int[] codePoints, int from) {
    int index = from;
    while (codePoints[index] != ':') {
      index++;
    }
    return index + 1;
  }

  private static int begin(Node node) {
    return node.getStartMark().map(Mark::getIndex).orElseThrow();
  }

  private static int end(Node node) {
    return node.getEndMark().map(Mark::getIndex).orElseThrow();
  }

  private static String text(int[] codePoints, int from, int to) {
    return new String(codePoints, from, to - from);
  }

  private static String blanks(int[] codePoints, int from, int to) {
    StringBuilder blanks = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      blanks.append(codePoints[i] == '\n' || codePoints[i] == '\r' ? (char) codePoints[i] : ' ');
    }
    return blanks.toString();
  }
}
