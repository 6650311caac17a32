package dev.instructor.examples;

import dev.instructor.Instructor;
import dev.instructor.chat.Image;
import dev.instructor.chat.Part;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** A value from a picture. */
public final class MediaExample {
  private MediaExample() {}

  record Receipt(String shop, BigDecimal total) {}

  static Receipt fromFile(Instructor client, Path photo) {
    return client.prompt("What was paid, and where?", Image.ofPath(photo)).create(Receipt.class);
  }

  static Receipt fromSeveral(Instructor client, String instructions) {
    return client
        .prompt()
        .system(instructions)
        .cacheMark()
        .user("What was paid, and where?", Image.ofUrl("https://example.com/receipt.jpg"))
        .create(Receipt.class);
  }

  /** Takes a stranger's text for a picture where it stands for one. */
  static Part partOf(String text) {
    return Part.Media.detect(text).map(Part.class::cast).orElseGet(() -> new Part.Text(text));
  }

  /** Asks about a picture. */
  public static void main(String[] args) throws IOException {
    Path photo = Files.createTempFile("receipt", ".png");
    Files.write(photo, HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"));
    Instructor client =
        Clients.of(
            args,
            "{\"shop\":\"Corner Shop\",\"total\":12.50}",
            "{\"shop\":\"Book Store\",\"total\":30}");
    System.out.println(fromFile(client, photo));
    System.out.println(fromSeveral(client, "Read exactly what is printed."));
    System.out.println(partOf("https://example.com/a.png"));
    System.out.println(partOf("Jason is 25"));
    Files.delete(photo);
  }
}
