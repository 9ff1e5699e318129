import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseAtTheDoor, language } from '@/i18n';
import { Mark } from '@/shared/Mark';
import css from './Door.module.css';

/** What one sees outside: the bird itself is the frame. */
export function Door({ children }: { children: ReactNode }) {
    const { t } = useTranslation();
    const other = language() === 'ru' ? 'en' : 'ru';
    return (
        <div className={css.hello} data-bare>
            <header>
                <b>{t('brand')}</b>
                <span className="muted">{t('login.motto')}</span>
            </header>
            <Mark className={css.big} />
            <main>{children}</main>
            <footer>
                <button type="button" className="act s14" lang={other} onClick={() => void chooseAtTheDoor(other)}>
                    {t('language.other')}
                </button>
            </footer>
        </div>
    );
}
