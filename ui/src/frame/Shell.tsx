import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '@/access';
import { Mark } from '@/shared/Mark';
import { Foot } from './Foot';
import css from './Frame.module.css';
import { Line } from './Line';
import { Search } from './Search';
import { usePractice } from './usePractice';

type Props = {
    /** What stands between the name and the foot. */
    rail: ReactNode;
    /** Changes with the page. */
    place: string;
    wide?: boolean;
    children: ReactNode;
};

/** What both frames share. In practice mode it closes around the sheet and turns violet. */
export function Shell({ rail, place, wide = false, children }: Props) {
    const { t } = useTranslation();
    const practice = useSession()?.practice ?? false;
    const sheet = useRef<HTMLElement>(null);
    const [menu, setMenu] = useState(false);
    const [finding, setFinding] = useState(false);
    const seen = useRef(place);
    const switching = usePractice();

    useEffect(() => {
        if (seen.current === place) return;
        // A new page: readers start at its beginning, and the phone's menu gets out of the way.
        seen.current = place;
        setMenu(false);
        setFinding(false);
        sheet.current?.focus({ preventScroll: true });
        window.scrollTo(0, 0);
    }, [place]);

    useEffect(() => {
        if (!practice) return;
        document.documentElement.dataset.mode = 'practice';
        return () => {
            delete document.documentElement.dataset.mode;
        };
    }, [practice]);

    useEffect(() => {
        const find = (event: KeyboardEvent) => {
            // The key, wherever it stands: «Л» in a Russian layout.
            if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.code !== 'KeyK') return;
            event.preventDefault();
            setFinding(true);
        };
        document.addEventListener('keydown', find);
        return () => document.removeEventListener('keydown', find);
    }, []);

    return (
        <div className={css.frame} data-wide={wide || undefined} data-practice={practice || undefined}>
            <a className={css.skip} href="#sheet">
                {t('frame.skip')}
            </a>
            <header className={css.rail}>
                <div className={css.bar}>
                    <Link to="/" className={css.brand}>
                        <Mark className={css.mark} />
                        {t('brand')}
                    </Link>
                    <div className={css.quick}>
                        <button type="button" onClick={() => setFinding(true)}>
                            {t('frame.find')}
                        </button>
                        <Link to="/help">{t('frame.help')}</Link>
                        <button type="button" aria-expanded={menu} aria-controls="rail-foot" onClick={() => setMenu(!menu)}>
                            {menu ? t('frame.menuClose') : t('frame.menu')}
                        </button>
                    </div>
                </div>
                {!wide && (
                    <button type="button" className={css.find} aria-keyshortcuts="Control+K" onClick={() => setFinding(true)}>
                        {t('frame.find')} <kbd aria-hidden="true">{t('frame.findKeys')}</kbd>
                    </button>
                )}
                {rail}
                <Foot open={menu} switching={switching} />
            </header>
            {practice && (
                <section className={css.strip} aria-label={t('frame.practice.title')}>
                    <p>
                        <b>{t('frame.practice.title')}</b> <span>{t('frame.practice.text')}</span>
                    </p>
                    <button type="button" onClick={() => switching.order(false)}>
                        {t('frame.practice.leave')}
                    </button>
                </section>
            )}
            <main id="sheet" ref={sheet} tabIndex={-1} className={css.sheet}>
                <Line />
                {switching.moving ? null : children}
            </main>
            <Search opened={finding} onClose={() => setFinding(false)} />
        </div>
    );
}
