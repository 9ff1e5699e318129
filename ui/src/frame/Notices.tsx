import { useNotices } from '@/shared/notices';
import css from './Frame.module.css';

/** What was done, told in passing, at the foot of the sheet. */
export function Notices() {
    const notices = useNotices();
    return (
        <div role="status" className={css.notices}>
            {notices.map(({ id, text }) => (
                <p key={id}>{text}</p>
            ))}
        </div>
    );
}
