import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import css from './Selections.module.css';

type Props<Line> = {
    legend: string;
    help: string;
    lines: readonly Line[];
    blank: Line;
    add: string;
    problem: string | null;
    onChange: (lines: readonly Line[]) => void;
    children: (line: Line, index: number, set: (change: Partial<Line>) => void) => ReactNode;
};

/** Several of the same kind, one a line. */
export function Lines<Line extends object>({ legend, help, lines, blank, add, problem, onChange, children }: Props<Line>) {
    const { t } = useTranslation();
    return (
        <fieldset className={css.lines}>
            <legend>{legend}</legend>
            <p className={css.hint}>{help}</p>
            {lines.map((line, index) => (
                // Lines have no name of their own while they are written.
                <div key={index} className={css.line} role="group" aria-label={t('selections.form.nth', { legend, number: index + 1 })}>
                    {children(line, index, (change) => onChange(lines.map((one, at) => (at === index ? { ...one, ...change } : one))))}
                    <button type="button" className="act" aria-label={t('selections.form.dropNth', { legend, number: index + 1 })} onClick={() => onChange(lines.filter((_, at) => at !== index))}>
                        {t('selections.form.drop')}
                    </button>
                </div>
            ))}
            {problem !== null && (
                <p className={css.why} role="alert">
                    {problem}
                </p>
            )}
            <Button size="compact" onClick={() => onChange([...lines, blank])}>
                {add}
            </Button>
        </fieldset>
    );
}
