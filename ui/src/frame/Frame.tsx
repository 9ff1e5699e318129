import { useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useRouterState } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { logOut, useSession } from '@/access';
import { chooseLanguage, language } from '@/i18n';
import { Mark } from '@/shared/Mark';
import { useProblemText } from '@/shared/useProblemText';
import css from './Frame.module.css';

/** The black back with the warm sheet in it. `onLoggedOut` leads to the door. */
export function Frame({ children, onLoggedOut }: { children: ReactNode; onLoggedOut: () => void }) {
    const { t } = useTranslation();
    const path = useRouterState({ select: (state) => state.location.pathname });
    const sheet = useRef<HTMLElement>(null);
    const [menu, setMenu] = useState(false);
    const seen = useRef(path);
    useEffect(() => {
        if (seen.current === path) return;
        // A new page: readers start at its beginning, and the phone's menu gets out of the way.
        seen.current = path;
        setMenu(false);
        sheet.current?.focus({ preventScroll: true });
        window.scrollTo(0, 0);
    }, [path]);
    return (
        <div className={css.frame}>
            <a className={css.skip} href="#sheet">
                {t('frame.skip')}
            </a>
            <header className={css.rail}>
                <div className={css.bar}>
                    <Link to="/campaigns" className={css.brand}>
                        <Mark className={css.mark} />
                        {t('brand')}
                    </Link>
                    <button type="button" className={css.menu} aria-expanded={menu} aria-controls="rail-foot" onClick={() => setMenu(!menu)}>
                        {menu ? t('frame.menuClose') : t('frame.menu')}
                    </button>
                </div>
                <nav aria-label={t('frame.sections')} className={css.nav}>
                    <Link to="/campaigns" aria-current={path === '/campaigns' ? 'page' : path.startsWith('/runs/') ? 'true' : undefined}>
                        {t('frame.campaigns')}
                    </Link>
                </nav>
                <Foot open={menu} onLoggedOut={onLoggedOut} />
            </header>
            <main id="sheet" ref={sheet} tabIndex={-1} className={css.sheet}>
                {children}
            </main>
        </div>
    );
}

function Foot({ open, onLoggedOut }: { open: boolean; onLoggedOut: () => void }) {
    const { t } = useTranslation();
    const problemText = useProblemText();
    const session = useSession();
    const leaving = useMutation({ mutationFn: logOut, onSuccess: onLoggedOut });
    const other = language() === 'ru' ? 'en' : 'ru';
    return (
        <div id="rail-foot" className={css.foot} data-open={open || undefined}>
            <ThemeSwitch />
            <button type="button" lang={other} onClick={() => void chooseLanguage(other)}>
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
            {session && (
                <p className={css.who}>
                    {session.name}
                    <small>{session.department?.name}</small>
                </p>
            )}
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
