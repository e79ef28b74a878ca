import { useId } from 'react';
import type { ReactNode } from 'react';
import { getAuthenticatedUser } from '@edx/frontend-platform/auth';
import { getLocale } from '@edx/frontend-platform/i18n';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router-dom';
import { fetchPeople, signIn } from './data';

const LANGUAGES = [
  ['en', 'English'],
  ['es-419', 'Español'],
  ['fr', 'Français'],
  ['zh-cn', '中文 (简体)'],
  ['ar', 'العربية'],
] as const;

/** As the LMS stores it; the page reloads because a host reads its language once. */
const chooseLanguage = (tag: string): void => {
  document.cookie = `openedx-language-preference=${tag}; path=/; max-age=31536000; samesite=lax`;
  window.location.reload();
};

const choosePerson = async (username: string): Promise<void> => {
  await signIn(username);
  window.location.reload();
};

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChoose: (value: string) => void;
}

const Select = ({ label, value, options, onChoose }: SelectProps): ReactNode => {
  const id = useId();
  return (
    <span className="demo-select">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="form-control form-control-sm"
        value={value}
        onChange={(event) => onChoose(event.target.value)}
      >
        {options.map(([key, name]) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
};

/** Header and frame of the stand-in: says what it is, who is signed in, and in which language. */
export const Shell = ({ children }: { readonly children: ReactNode }): ReactNode => {
  const people = useQuery({ queryKey: ['demo', 'people'], queryFn: fetchPeople });
  const username: string = getAuthenticatedUser()?.username ?? '';
  const options = (people.data ?? []).map(
    ({ username: key, name, description }) => [key, `${name} (${description})`] as const,
  );
  return (
    <>
      <header className="demo-header">
        <Link to="/" className="demo-brand">
          Studio stand-in
        </Link>
        <p>
          Not the real Studio: a page with the same slots around the real plugin, so that Marginalia can be seen without
          an Open edX site.
        </p>
        <span className="demo-selects">
          <Select
            label="Signed in as"
            value={username}
            options={options.some(([key]) => key === username) ? options : [['', 'Nobody'], ...options]}
            onChoose={(value) => void choosePerson(value)}
          />
          <Select label="Language" value={getLocale()} options={LANGUAGES} onChoose={chooseLanguage} />
        </span>
      </header>
      <main className="demo-main">{children}</main>
    </>
  );
};
