package io.holdstill.launch;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Loads the classes and resources that lie below given folders of one jar. Its parent is the
 * platform loader, so that nothing of the application is seen here, and nothing here by the
 * application. The jar stays open for as long as the JVM lives.
 */
final class ZoneLoader extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final JarFile jar;
  private final String[] zones;
  private final String root;
  private final ProtectionDomain domain;

  /** A zone ends with a slash, as {@code agent/} does. */
  ZoneLoader(Path file, String... zones) throws IOException {
    super("holdstill", ClassLoader.getPlatformClassLoader());
    this.jar = new JarFile(file.toFile(), false);
    this.zones = zones;
    this.root = "jar:" + file.toUri() + "!/";
    CodeSource source = new CodeSource(file.toUri().toURL(), (Certificate[]) null);
    this.domain = new ProtectionDomain(source, null, this, null);
  }

  /** Calls a public static method of a class in this loader. */
  Object call(String className, String method, Class<?>[] types, Object... arguments)
      throws ReflectiveOperationException {
    Method target = Class.forName(className, true, this).getMethod(method, types);
    return target.invoke(null, arguments);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = bytesOf(name);
    definePackageOf(name);
    return defineClass(name, bytes, 0, bytes.length, domain);
  }

  @Override
  protected URL findResource(String name) {
    ZipEntry entry = entry(name);
    return entry == null ? null : urlOf(entry);
  }

  @Override
  protected Enumeration<URL> findResources(String name) {
    List<URL> found = new ArrayList<>();
    for (String zone : zones) {
      ZipEntry entry = jar.getEntry(zone + name);
      if (entry != null) {
        found.add(urlOf(entry));
      }
    }
    return Collections.enumeration(found);
  }

  /** Past the URL, which would open the jar a second time and cache it. */
  @Override
  public InputStream getResourceAsStream(String name) {
    ZipEntry entry = entry(name);
    if (entry == null) {
      return super.getResourceAsStream(name);
    }
    try {
      return jar.getInputStream(entry);
    } catch (IOException e) {
      throw new IllegalStateException(entry + " cannot be read from " + jar.getName(), e);
    }
  }

  private byte[] bytesOf(String className) throws ClassNotFoundException {
    ZipEntry entry = entry(className.replace('.', '/') + ".class");
    if (entry == null) {
      throw new ClassNotFoundException(className);
    }
    try (InputStream in = jar.getInputStream(entry)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new ClassNotFoundException(className + " cannot be read from " + jar.getName(), e);
    }
  }

  private void definePackageOf(String className) {
    int dot = className.lastIndexOf('.');
    String name = dot < 0 ? "" : className.substring(0, dot);
    if (getDefinedPackage(name) == null) {
      try {
        definePackage(name, null, null, null, null, null, null, null);
      } catch (IllegalArgumentException e) {
        // Another thread defined it between the look and the call: it is there, which is the aim.
        return;
      }
    }
  }

  private ZipEntry entry(String name) {
    for (String zone : zones) {
      ZipEntry entry = jar.getEntry(zone + name);
      if (entry != null) {
        return entry;
      }
    }
    return null;
  }

  private URL urlOf(ZipEntry entry) {
    try {
      String path = new URI(null, null, "/" + entry.getName(), null).getRawPath();
      return URI.create(root + path.substring(1)).toURL();
    } catch (URISyntaxException | MalformedURLException e) {
      throw new IllegalStateException("no URL can be made for " + entry + " of " + root, e);
    }
  }
}
