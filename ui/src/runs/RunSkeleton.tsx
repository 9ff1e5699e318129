import { useTranslation } from 'react-i18next';
import { Bone } from '@/shared/Bone';
import { MarkHead } from '@/shared/Mark';
import plume from './Plume.module.css';
import css from './RunPage.module.css';

const LANES = [14, 28, 36, 20, 10];

/** The page in its final geometry, before the numbers come. */
export function RunSkeleton() {
    const { t } = useTranslation();
    return (
        <div aria-busy="true">
            <h1 className="sr">{t('run.title')}</h1>
            <p className="sr" role="status">
                {t('loading')}
            </p>
            <div aria-hidden="true">
                <div className={css.head}>
                    <div>
                        <div style={{ lineHeight: '34px' }}>
                            <Bone width={368} height={26} />
                        </div>
                        <p className={css.sentence}>
                            <Bone width={520} height={16} />
                        </p>
                    </div>
                    <div className={css.acts}>
                        <Bone width={154} height={40} />
                        <Bone width={180} height={40} />
                    </div>
                </div>
                <div className={plume.plume}>
                    <MarkHead className={plume.bird} />
                    <ol>
                        {LANES.map((height) => (
                            <li key={height} style={{ '--h': `${height}px` } as React.CSSProperties}>
                                <div className={plume.lane} />
                            </li>
                        ))}
                    </ol>
                </div>
                <ul className={css.tally}>
                    {LANES.map((height) => (
                        <li key={height} className="fig">
                            <i className={css.key} data-kind="queued" />
                            <b>
                                <Bone width={96} height={30} />
                            </b>
                            <span>
                                <Bone width={80} height={14} />
                            </span>
                        </li>
                    ))}
                </ul>
                <div className={css.split}>
                    {[0, 1].map((column) => (
                        <section key={column}>
                            <h2>
                                <Bone width={120} height={15} />
                            </h2>
                            <table className="ledger" role="presentation">
                                <thead>
                                    <tr>
                                        <th>
                                            <Bone width={56} height={10} />
                                        </th>
                                        <th className="r">
                                            <Bone width={40} height={10} />
                                        </th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {LANES.map((height) => (
                                        <tr key={height}>
                                            <td>
                                                <Bone width={140} height={14} />
                                            </td>
                                            <td className="r">
                                                <Bone width={48} height={14} />
                                            </td>
                                        </tr>
                                    ))}
                                </tbody>
                            </table>
                        </section>
                    ))}
                </div>
            </div>
        </div>
    );
}
