import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Mark } from '@/shared/Mark';
import css from './Wizard.module.css';

/** The frame of the wizard: a wider rail with the steps, the sheet beside it. `place` changes when another step is opened. */
export function WizardFrame({ rail, place, children }: { rail: ReactNode; place: string; children: ReactNode }) {
    const { t } = useTranslation();
    const sheet = useRef<HTMLElement>(null);
    const seen = useRef(place);
    useEffect(() => {
        if (seen.current === place) return;
        seen.current = place;
        sheet.current?.focus({ preventScroll: true });
        window.scrollTo(0, 0);
    }, [place]);
    return (
        <div className={css.frame}>
            <header className={css.rail}>
                <Link to="/campaigns" className={css.brand}>
                    <Mark className={css.mark} />
                    {t('brand')}
                </Link>
                {rail}
            </header>
            <main id="sheet" ref={sheet} tabIndex={-1} className={css.sheet}>
                {children}
            </main>
        </div>
    );
}
