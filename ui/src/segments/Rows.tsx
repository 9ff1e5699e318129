import { useRef } from 'react';
import { Bone } from '@/shared/Bone';
import { plain } from '@/shared/plain';
import { useFormat } from '@/shared/useFormat';
import css from './Picker.module.css';
import { useListener } from './useListener';

export type Row = { value: string; title: string; count: number | null };

type Props = {
    label: string;
    rows: Row[];
    chosen: string[];
    /** The keyboard begins at the first of them. */
    first: boolean;
    onSet: (value: string, on: boolean) => void;
    waiting: boolean;
};

/** Values to tick, with how many have them where that is known. The arrows walk through them, and up to where one looks for them. */
export function Rows({ label, rows, chosen, first, onSet, waiting }: Props) {
    const format = useFormat();
    const list = useRef<HTMLDivElement>(null);
    // Letter case means nothing to the server: «казань» is ticked as «Казань».
    const ticked = (value: string) => chosen.find((one) => plain(one) === plain(value));
    useListener(list, 'keydown', (event) => {
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step === 0 || !list.current) return;
        const boxes = [...list.current.querySelectorAll<HTMLInputElement>('input')];
        const next = boxes[boxes.indexOf(event.target as HTMLInputElement) + step];
        event.preventDefault();
        (next ?? list.current.closest('form')?.querySelector<HTMLInputElement>('input[data-autofocus]'))?.focus();
    });
    return (
        <div ref={list} role="group" aria-label={label} aria-busy={waiting} className={css.list}>
            {waiting
                ? [120, 88, 148, 104, 132, 76].map((width) => (
                      <p key={width} className={css.option} aria-hidden="true">
                          <Bone width={width} height={14} />
                      </p>
                  ))
                : rows.map(({ value, title, count }, index) => (
                      <label key={value} className={css.check}>
                          <input
                              type="checkbox"
                              data-autofocus={(first && index === 0) || undefined}
                              tabIndex={index === 0 ? 0 : -1}
                              checked={ticked(value) !== undefined}
                              onChange={(event) => onSet(ticked(value) ?? value, event.target.checked)}
                          />
                          <span>{title}</span>
                          {count !== null && <span className="n">{format.number(count)}</span>}
                      </label>
                  ))}
        </div>
    );
}
