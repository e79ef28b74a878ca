import { aboutCourse, blockCompletion, courseGraded, subsectionGraded } from './events/courses';
import { exam } from './events/exams';
import { inForum } from './events/forum';
import { linkClicked, outlineSelected, tabSelected } from './events/navigation';
import { problemCheck } from './events/problemCheck';
import { answerShown, hintShown, problemCompleted, problemGraded } from './events/problems';
import * as own from './events/own';
import * as video from './events/videos';
import type { Source } from './make';
import type { Statement } from './statement';

/** What becomes of one kind of event. Throws a Rejection where the event lacks something. */
type Transformer = (source: Source) => Statement[];

/** Every event that event-routing-backends transforms, by its name. */
export const TRANSFORMERS: ReadonlyMap<string, Transformer> = new Map<string, Transformer>([
  ['edx.course.enrollment.activated', aboutCourse('registered')],
  ['edx.course.enrollment.mode_changed', aboutCourse('registered')],
  ['edx.course.enrollment.deactivated', aboutCourse('unregistered')],
  ['edx.course.grade.passed.first_time', aboutCourse('passed')],
  ['edx.course.grade.now_passed', aboutCourse('passed')],
  ['edx.course.grade.now_failed', aboutCourse('failed')],
  ['edx.grades.course.grade_calculated', courseGraded],
  ['edx.grades.subsection.grade_calculated', subsectionGraded],
  ['edx.grades.problem.submitted', problemGraded],
  ['edx.completion.block_completion.changed', blockCompletion],

  ['problem_check', problemCheck],
  ['edx.problem.completed', problemCompleted],
  ['showanswer', answerShown],
  ['edx.problem.hint.demandhint_displayed', hintShown],

  ['edx.ui.lms.link_clicked', linkClicked],
  ['edx.ui.lms.outline.selected', outlineSelected],
  ['edx.ui.lms.sequence.outline.selected', outlineSelected],
  ['edx.ui.lms.sequence.next_selected', tabSelected],
  ['edx.ui.lms.sequence.previous_selected', tabSelected],
  ['edx.ui.lms.sequence.tab_selected', tabSelected],

  ['edx.forum.thread.created', inForum('posted', 'thread_type')],
  ['edx.forum.response.created', inForum('posted')],
  ['edx.forum.comment.created', inForum('posted')],
  ['edx.forum.thread.edited', inForum('edited')],
  ['edx.forum.response.edited', inForum('edited')],
  ['edx.forum.comment.edited', inForum('edited')],
  ['edx.forum.thread.deleted', inForum('deleted')],
  ['edx.forum.response.deleted', inForum('deleted')],
  ['edx.forum.comment.deleted', inForum('deleted')],
  ['edx.forum.thread.reported', inForum('reported')],
  ['edx.forum.response.reported', inForum('reported')],
  ['edx.forum.comment.reported', inForum('reported')],
  ['edx.forum.thread.unreported', inForum('unreported')],
  ['edx.forum.response.unreported', inForum('unreported')],
  ['edx.forum.comment.unreported', inForum('unreported')],
  ['edx.forum.thread.viewed', inForum('viewed')],
  ['edx.forum.thread.voted', inForum('voted', 'vote_value')],
  ['edx.forum.response.voted', inForum('voted', 'vote_value')],

  ['edx.special_exam.timed.attempt.created', exam('initialized', 'timedExam')],
  ['edx.special_exam.practice.attempt.created', exam('initialized', 'practiceExam')],
  ['edx.special_exam.proctored.attempt.created', exam('initialized', 'proctoredExam')],
  ['edx.special_exam.timed.attempt.submitted', exam('terminated', 'timedExam')],
  ['edx.special_exam.practice.attempt.submitted', exam('terminated', 'practiceExam')],
  ['edx.special_exam.proctored.attempt.submitted', exam('terminated', 'proctoredExam')],

  ['load_video', video.loaded],
  ['edx.video.loaded', video.loaded],
  ['play_video', video.played],
  ['edx.video.played', video.played],
  ['pause_video', video.paused],
  ['edx.video.paused', video.paused],
  ['stop_video', video.stopped],
  ['edx.video.stopped', video.stopped],
  ['complete_video', video.completed],
  ['edx.video.completed', video.completed],
  ['seek_video', video.seeked],
  ['edx.video.position.changed', video.seeked],
  ['speed_change_video', video.speedChanged],
  ['show_transcript', video.captionsShown],
  ['edx.video.transcript.shown', video.captionsShown],
  ['video_show_cc_menu', video.captionsShown],
  ['edx.video.closed_captions.shown', video.captionsShown],
  ['hide_transcript', video.captionsHidden],
  ['edx.video.transcript.hidden', video.captionsHidden],
  ['video_hide_cc_menu', video.captionsHidden],
  ['edx.video.closed_captions.hidden', video.captionsHidden],
]);

/** Events that event-routing-backends leaves aside and that are of use to authors: statements of our own. */
export const OWN_TRANSFORMERS: ReadonlyMap<string, Transformer> = new Map<string, Transformer>([
  ['save_problem_success', own.onProblem('saved')],
  ['reset_problem', own.onProblem('reset')],
  ['edx.drag_and_drop_v2.item.dropped', own.itemDropped],
  ['xblock.poll.submitted', own.pollAnswered],
  ['xblock.survey.submitted', own.surveyAnswered],
  ['openassessmentblock.create_submission', own.responseSubmitted],
  ['openassessmentblock.self_assess', own.responseAssessed('self')],
  ['openassessmentblock.peer_assess', own.responseAssessed('peer')],
  ['openassessmentblock.staff_assess', own.responseAssessed('staff')],
  ['edx.bookmark.added', own.bookmark('bookmarked')],
  ['edx.bookmark.removed', own.bookmark('unbookmarked')],
]);
