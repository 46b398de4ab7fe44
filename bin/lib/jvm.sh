# Shared by the launchers in bin/: finds a JVM, builds what is missing, names the class path.
# To be sourced; the caller has set $root, the directory above bin/. Nothing here starts a JVM:
# a version is read from the JVM's own release file, which costs nothing.

HB_JAVA_AT_LEAST=17
HB_JAVA_LINE="apt-get install -y openjdk-17-jdk-headless maven"

# hb_fail TEXT...: ends with a sentence and status 2.
hb_fail() {
  echo "${0##*/}: $*" >&2
  exit 2
}

# hb_java_version HOME: the major version of the JVM there; nothing if it does not say.
hb_java_version() {
  local line major
  [ -r "$1/release" ] || return 1
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        major=${line#JAVA_VERSION=\"}
        major=${major%%[!0-9]*}
        echo "$major"
        return 0
        ;;
    esac
  done < "$1/release"
  return 1
}

# hb_java_home_ok HOME: is that a JVM we can run on?
hb_java_home_ok() {
  local version
  [ -x "$1/bin/java" ] && version=$(hb_java_version "$1") && [ "$version" -ge $HB_JAVA_AT_LEAST ]
}

# hb_find_java: sets $java. The first that is new enough of: JAVA_HOME, java on the PATH, the usual directory.
hb_find_java() {
  local home
  java=""
  for home in "${JAVA_HOME:-}" "$(hb_home_on_path)" /usr/lib/jvm/*; do
    if [ -n "$home" ] && hb_java_home_ok "$home"; then
      java=$home/bin/java
      return 0
    fi
  done
  hb_fail "no Java of version $HB_JAVA_AT_LEAST or newer was found. This installs one: $HB_JAVA_LINE"
}

hb_home_on_path() {
  local found
  found=$(command -v java) && found=$(readlink -f "$found") && echo "${found%/bin/java}"
}

# hb_build: builds the jar if it is missing or older than its sources. An installed tree has no pom.xml
# and nothing to build; a tree that belongs to somebody else is used as it is.
hb_build() {
  local jar=$root/target/heartbeat.jar
  [ -f "$root/pom.xml" ] || return 0
  if [ -f "$jar" ] && { [ ! -w "$root" ] || hb_is_fresh "$jar"; }; then
    return 0
  fi
  command -v mvn > /dev/null && command -v javac > /dev/null \
    || hb_fail "building needs a JDK and Maven. This installs them: $HB_JAVA_LINE"
  mkdir -p "$root/target" || hb_fail "cannot write to $root/target"
  (
    flock 9
    # somebody else may have built while we waited
    if [ ! -f "$jar" ] || ! hb_is_fresh "$jar"; then
      echo "Building (once; its output is in target/build.log) ..." >&2
      (cd "$root" && mvn -q -B -Dmaven.test.skip=true package) > "$root/target/build.log" 2>&1 < /dev/null 9>&- \
        || { tail -n 20 "$root/target/build.log" >&2; exit 1; }
      touch "$jar"
    fi
  ) 9> "$root/target/.build.lock" || hb_fail "the build failed; see $root/target/build.log"
}

hb_is_fresh() {
  [ -z "$(find "$root/pom.xml" "$root/src/main" "$root/webroot" -newer "$1" -print -quit)" ]
}

# hb_class_path: sets $class_path: our jar, then the libraries by name, always in the same order.
hb_class_path() {
  local jar lib=$root/target
  [ -f "$lib/heartbeat.jar" ] || lib=$root/lib
  class_path=$lib/heartbeat.jar
  [ -f "$class_path" ] || hb_fail "there is no heartbeat.jar in $root/target or $root/lib"
  [ "$lib" = "$root/lib" ] || lib=$lib/lib
  local LC_ALL=C
  for jar in "$lib"/*.jar; do
    [ "$jar" = "$class_path" ] || class_path=$class_path:$jar
  done
  # an installation whose configuration or state is not where the C daemon has it says so here
  [ ! -r "$root/lib/places" ] || . "$root/lib/places"
}

# hb_locale WORD...: in the locale C a JVM understands no path with letters beyond ASCII, not even that of its own jar.
# Where one of these words, this program or the place where we are has some, they are said to be UTF-8.
hb_locale() {
  local word
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) ;;
    *) return 0 ;;
  esac
  for word in "$root" "$PWD" "${HA_DIR:-}" "${HB_RUN_DIR:-}" "${HB_STATE_DIR:-}" "${TMPDIR:-}" "$@"; do
    case $word in
      *[!\ -~]*)
        if [ -n "${LC_ALL:-}" ]; then export LC_ALL=C.UTF-8; else export LC_CTYPE=C.UTF-8; fi
        return 0
        ;;
    esac
  done
}

# hb_archive: sets $archive, the class archive of this jar on this JVM, be it there or not. A JVM takes no
# archive of another build of itself or of another jar; the name keeps one from standing in the way of the other.
hb_archive() {
  local line build="" jar=${class_path%%:*}
  while IFS= read -r line; do
    case $line in
      JAVA_RUNTIME_VERSION=*) build=$line; break ;;
      JAVA_VERSION=*) build=$line ;;
    esac
  done < "${java%/bin/java}/release"
  build=${build#*=}
  build=${build//[!0-9A-Za-z.+-]/}
  archive=${jar%/*}/heartbeat-$build-$(stat -c %Y-%s -- "$jar").jsa
}
