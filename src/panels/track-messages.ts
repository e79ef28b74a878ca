import { defineMessages } from '@edx/frontend-platform/i18n';

/** The enrollment tracks that the LMS itself knows, by its names for them. */
export const trackNames = defineMessages({
  audit: {
    id: 'marginalia.track.audit',
    defaultMessage: 'Audit',
    description: 'Enrollment track: without a certificate',
  },
  verified: {
    id: 'marginalia.track.verified',
    defaultMessage: 'Verified',
    description: 'Enrollment track: with a certificate for a verified identity',
  },
  honor: {
    id: 'marginalia.track.honor',
    defaultMessage: 'Honor',
    description: 'Enrollment track: with a certificate by the honor code',
  },
  professional: {
    id: 'marginalia.track.professional',
    defaultMessage: 'Professional',
    description: 'Enrollment track: professional education',
  },
  'no-id-professional': {
    id: 'marginalia.track.noIdProfessional',
    defaultMessage: 'Professional (no ID)',
    description: 'Enrollment track: professional education, without a verified identity',
  },
  credit: {
    id: 'marginalia.track.credit',
    defaultMessage: 'Credit',
    description: 'Enrollment track: with academic credit',
  },
  masters: {
    id: 'marginalia.track.masters',
    defaultMessage: 'Master’s',
    description: 'Enrollment track: part of a master’s degree',
  },
  'executive-education': {
    id: 'marginalia.track.executive',
    defaultMessage: 'Executive education',
    description: 'Enrollment track',
  },
  'paid-executive-education': {
    id: 'marginalia.track.executivePaid',
    defaultMessage: 'Executive education (paid)',
    description: 'Enrollment track',
  },
  'unpaid-executive-education': {
    id: 'marginalia.track.executiveUnpaid',
    defaultMessage: 'Executive education (unpaid)',
    description: 'Enrollment track',
  },
  'paid-bootcamp': {
    id: 'marginalia.track.bootcampPaid',
    defaultMessage: 'Boot camp (paid)',
    description: 'Enrollment track: an intensive course',
  },
  'unpaid-bootcamp': {
    id: 'marginalia.track.bootcampUnpaid',
    defaultMessage: 'Boot camp (unpaid)',
    description: 'Enrollment track: an intensive course',
  },
});
