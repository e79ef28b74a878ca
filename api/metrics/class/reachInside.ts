import { column } from '../../store/query';

/** Sections and subsections, and of each in their order how many units, problems and videos are inside. */
export const PLACES = {
  places: 'Array(String)',
  units: 'Array(UInt32)',
  problems: 'Array(UInt32)',
  videos: 'Array(UInt32)',
} as const;
export const PLACES_EXAMPLE = { places: ['s'], units: [1], problems: [1], videos: [1] };

/** What `reachColumns` selects. */
export const REACH_ROW = {
  place: column.text,
  units_any: column.count,
  units_all: column.count,
  problems_any: column.count,
  problems_all: column.count,
  videos_any: column.count,
  videos_all: column.count,
};

/** A row for each learner and place; from it `reachColumns` counts. */
export const OF_EACH_PLACE = 'ARRAY JOIN places AS place, place_units AS u, place_problems AS r, place_videos AS v';

/** Learners with at least one, and with all, of the units, problems and videos of a place. */
export const reachColumns = (p: Readonly<Record<keyof typeof PLACES, string>>): string => {
  const all = (n: string, of: string): string =>
    `countIf(${n} > 0 AND ${n} >= transform(place, ${p.places}, ${of}, toUInt32(0)))`;
  return `toString(place) AS place,
           countIf(u > 0) AS units_any, ${all('u', p.units)} AS units_all,
           countIf(r > 0) AS problems_any, ${all('r', p.problems)} AS problems_all,
           countIf(v > 0) AS videos_any, ${all('v', p.videos)} AS videos_all`;
};
