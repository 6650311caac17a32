package dev.instructor.json;

import dev.instructor.json.PartialJsonParser.Observer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Builds a value from the parser's events, and takes pictures of it. For one thread. */
final class TreeGrower {
  private final Observer observer;
  private final List<GrowingNode> open = new ArrayList<>();
  private final GrowingNode.Text string = new GrowingNode.Text();
  private @Nullable Json root;
  private Optional<PartialJson> last = Optional.empty();
  private boolean changed;

  TreeGrower(Observer observer) {
    this.observer = observer;
  }

  /** Returns the complete root, if it is complete. */
  @Nullable Json root() {
    return root;
  }

  /** Returns the innermost open value, if there is one. */
  private @Nullable GrowingNode top() {
    return open.isEmpty() ? null : open.get(open.size() - 1);
  }

  void startObject() {
    open.add(new GrowingNode.Members());
    changed = true;
  }

  void startArray() {
    open.add(new GrowingNode.Items());
    changed = true;
  }

  void startString() {
    string.restart();
    open.add(string);
    changed = true;
  }

  void name(String name) {
    if (top() instanceof GrowingNode.Members members) {
      members.name(name);
    }
  }

  /** Returns whether any part of the open root is complete. */
  boolean anyDone() {
    for (GrowingNode node : open) {
      if (count(node) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many members or items of the innermost container are complete. */
  int count() {
    return count(top());
  }

  private static int count(@Nullable GrowingNode node) {
    if (node instanceof GrowingNode.Members members) {
      return members.count();
    }
    return node instanceof GrowingNode.Items items ? items.count() : 0;
  }

  /** Returns the last item of the innermost array, or one before it, or null. */
  @Nullable Json lastItem(int before) {
    return top() instanceof GrowingNode.Items items ? items.last(before) : null;
  }

  /** Takes back the last item of the innermost array, of which no picture was taken. */
  void removeItem() {
    if (top() instanceof GrowingNode.Items items) {
      items.removeLast();
    }
  }

  /** Makes the innermost object an array with the object's open name as its item. */
  void becomeItems() {
    String name = open.remove(open.size() - 1).slot();
    startArray();
    done(new JsonString(name));
  }

  /** Returns the first name of the root, if it is an object. */
  String firstName() {
    return !open.isEmpty() && open.get(0) instanceof GrowingNode.Members members
        ? members.firstName()
        : "";
  }

  /** Returns the text of the open string. */
  GrowingText text() {
    return string.text();
  }

  /** Returns a view of the open string; empty if none is open. */
  CharSequence growingText() {
    return top() == string ? string.text().view() : "";
  }

  void append(char c) {
    string.text().append(c);
    changed = true;
  }

  void append(char[] from, int start, int end) {
    if (start < end) {
      string.text().append(from, start, end);
      changed = true;
    }
  }

  void truncate(int length) {
    string.text().truncate(length);
    changed = true;
  }

  /** Adds a number or a literal. */
  void scalar(Json value) {
    done(value);
  }

  /** Ends the innermost open value. */
  void end() {
    GrowingNode node = open.remove(open.size() - 1);
    done(node.finish());
  }

  /** Ends all open values. */
  void endAll() {
    while (!open.isEmpty()) {
      end();
    }
  }

  private void done(Json value) {
    changed = true;
    if (observer != Observer.NONE) {
      observer.done(next(), value);
    }
    GrowingNode parent = top();
    if (parent == null) {
      root = value;
    } else {
      parent.add(value);
    }
  }

  /** Returns the place of the open string, or of what stands next in the innermost container. */
  JsonPointer next() {
    List<String> slots = new ArrayList<>(open.size());
    for (GrowingNode node : open) {
      if (node != string) {
        slots.add(node.slot());
      }
    }
    return new JsonPointer(slots);
  }

  /** Returns the pointer of what stands next in the innermost container. */
  String pointer() {
    return pointer(open.size());
  }

  /** Returns the pointer of the innermost container. */
  String container() {
    return pointer(open.size() - 1);
  }

  private String pointer(int length) {
    StringBuilder pointer = new StringBuilder();
    for (GrowingNode node : open.subList(0, Math.max(0, length))) {
      if (node != string) {
        pointer.append(JsonPointer.child("", node.slot()));
      }
    }
    return pointer.toString();
  }

  /** Forgets all that was built. */
  void clear() {
    changed = !open.isEmpty() || root != null;
    open.clear();
    root = null;
  }

  /** Returns the value so far as a tree, for which nothing is growing but containers. */
  Optional<PartialJson> picture() {
    if (changed) {
      changed = false;
      Json complete = root;
      last = Optional.ofNullable(complete == null ? growing() : new PartialDone(complete));
    }
    return last;
  }

  private @Nullable PartialJson growing() {
    PartialJson child = null;
    for (int i = open.size() - 1; i >= 0; i--) {
      GrowingNode node = open.get(i);
      child = node.picture(node.showsChild() ? child : null);
    }
    return child;
  }
}
