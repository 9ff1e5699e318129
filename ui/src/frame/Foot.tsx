import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { keepLanguage, keepSession, logOut, type Session, useSession } from '@/access';
import { chooseLanguage, language } from '@/i18n';
import { useProblemText } from '@/shared/useProblemText';
import css from './Frame.module.css';
import type { Switching } from './usePractice';

/** Practice mode, training, help, and oneself. On a phone `open` says whether the menu is. */
export function Foot({ open, switching }: { open: boolean; switching: Switching }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const session = useSession();
    const practice = session?.practice ?? false;
    return (
        <div id="rail-foot" className={css.foot} data-open={open || undefined}>
            <button type="button" role="switch" aria-checked={practice} className={css.switch} onClick={() => switching.order(!practice)}>
                {t('frame.practice.title')} <i aria-hidden="true" />
            </button>
            <p role="alert" className={css.refusal}>
                {switching.error !== null && problemText(switching.error)}
            </p>
            <Link to="/help/$topic" params={{ topic: 'practice' }}>
                {t('frame.training')}
            </Link>
            <Link to="/help" className={css.helpLink}>
                {t('frame.help')}
            </Link>
            {session && <Oneself session={session} />}
        </div>
    );
}

/** Who is logged in; opens what is theirs alone. */
function Oneself({ session }: { session: Session }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const client = useQueryClient();
    const navigate = useNavigate();
    const [opened, setOpened] = useState(false);
    const place = useRef<HTMLDivElement>(null);
    const opener = useRef<HTMLButtonElement>(null);
    const leaving = useMutation({
        mutationFn: logOut,
        onSuccess: async () => {
            client.clear();
            keepSession(client, null);
            await navigate({ to: '/login' });
        },
    });
    const other = language() === 'ru' ? 'en' : 'ru';

    useEffect(() => {
        if (!opened) return;
        const outside = (event: PointerEvent) => {
            if (!place.current?.contains(event.target as Node)) setOpened(false);
        };
        const escape = (event: KeyboardEvent) => {
            if (event.key !== 'Escape') return;
            setOpened(false);
            opener.current?.focus();
        };
        document.addEventListener('pointerdown', outside);
        document.addEventListener('keydown', escape);
        return () => {
            document.removeEventListener('pointerdown', outside);
            document.removeEventListener('keydown', escape);
        };
    }, [opened]);

    return (
        <div ref={place} className={css.self}>
            <button ref={opener} type="button" className={css.who} aria-expanded={opened} aria-controls="own" onClick={() => setOpened(!opened)}>
                <span>
                    {session.name}
                    <small>{session.role === 'administrator' ? t('role.administrator') : session.department.name}</small>
                </span>
                <svg viewBox="0 0 10 6" width="10" height="6" aria-hidden="true">
                    <path d="M1 5 5 1l4 4" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" />
                </svg>
            </button>
            <div id="own" className={css.own} hidden={!opened}>
                <Link to="/profile" onClick={() => setOpened(false)}>
                    {t('frame.profile')}
                </Link>
                <ThemeSwitch />
                <button
                    type="button"
                    lang={other}
                    onClick={() => {
                        setOpened(false);
                        void chooseLanguage(other);
                        void keepLanguage(session, other).then((told) => told !== session && keepSession(client, told));
                    }}
                >
                    {t('language.other')}
                </button>
                <button
                    type="button"
                    onClick={() => {
                        if (!leaving.isPending) leaving.mutate();
                    }}
                >
                    {t('frame.logOut')}
                </button>
                <p role="alert" className={css.refusal}>
                    {leaving.isError && problemText(leaving.error)}
                </p>
            </div>
        </div>
    );
}

/** Follows the system until the user decides otherwise; going back to the system's theme forgets the decision. */
function ThemeSwitch() {
    const { t } = useTranslation();
    const { setColorScheme } = useMantineColorScheme();
    const dark = useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark';
    const change = () => {
        const next = dark ? 'light' : 'dark';
        const system = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
        setColorScheme(next === system ? 'auto' : next);
    };
    return (
        <button type="button" role="switch" aria-checked={dark} className={css.switch} onClick={change}>
            {t('frame.dark')} <i aria-hidden="true" />
        </button>
    );
}
