/**
 * The Authoring MFE's own modules, by the alias its build has for them. This is the only file that names them: they are
 * no public interface and move from release to release. Each is asked for when it is first needed, for by then the host
 * has started, and inside a `try`, which makes bundlers warn about a missing module instead of failing. The package
 * ships this file as it stands.
 */
exports.outlinePagesContext = () => {
  try {
    return require('CourseAuthoring/course-outline/outline-sidebar/OutlineSidebarPagesContext')
      .OutlineSidebarPagesContext;
  } catch {
    return undefined;
  }
};

exports.outlineSidebarHook = () => {
  try {
    return require('CourseAuthoring/course-outline/outline-sidebar/OutlineSidebarContext').useOutlineSidebarContext;
  } catch {
    return undefined;
  }
};

exports.unitPagesContext = () => {
  try {
    return require('CourseAuthoring/course-unit/unit-sidebar/UnitSidebarPagesContext').UnitSidebarPagesContext;
  } catch {
    return undefined;
  }
};

exports.unitSidebarHook = () => {
  try {
    return require('CourseAuthoring/course-unit/unit-sidebar/UnitSidebarContext').useUnitSidebarContext;
  } catch {
    return undefined;
  }
};

exports.iframeHook = () => {
  try {
    return require('CourseAuthoring/generic/hooks/context/hooks').useIframe;
  } catch {
    return undefined;
  }
};
